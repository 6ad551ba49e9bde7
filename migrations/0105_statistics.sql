-- Definitions of reports, runs over them, and their frozen versions.

CREATE TABLE report_definition (
  code       TEXT   NOT NULL,
  version    BIGINT NOT NULL,
  content    TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT,
  PRIMARY KEY (code, version)
);

CREATE TABLE report_run (
  id                 TEXT   NOT NULL PRIMARY KEY,
  kind               TEXT   NOT NULL CHECK (kind IN ('count', 'release', 'person_file')),
  report             TEXT   NOT NULL,
  definition_version BIGINT NOT NULL,
  from_day           TEXT   NOT NULL,
  to_day             TEXT   NOT NULL,
  age_set            TEXT   NOT NULL,
  geography          TEXT   NOT NULL,
  scope              TEXT   NOT NULL,
  subject            TEXT   NOT NULL,
  state              TEXT   NOT NULL CHECK (state IN ('queued', 'running', 'done', 'cancelled',
                                                      'failed')),
  stage              TEXT   NOT NULL,
  units_done         BIGINT NOT NULL,
  units_total        BIGINT NOT NULL,
  attempts           BIGINT NOT NULL,
  requested_by       TEXT   NOT NULL,
  requested_at       BIGINT NOT NULL,
  claimed_by         TEXT   NOT NULL,
  claimed_until      BIGINT NOT NULL,
  ended_at           BIGINT,
  error              TEXT   NOT NULL,
  result             TEXT   NOT NULL,
  is_new             BIGINT NOT NULL CHECK (is_new IN (0, 1)),
  version            BIGINT NOT NULL
);
CREATE INDEX report_run_waiting ON report_run (requested_at, id)
  WHERE state IN ('queued', 'running');
CREATE INDEX report_run_of_scope ON report_run (scope, requested_at, id);

-- `number` counts the versions of one report over one period for one scope.
CREATE TABLE report_version (
  id                 TEXT     NOT NULL PRIMARY KEY,
  run                TEXT     NOT NULL,
  report             TEXT     NOT NULL,
  definition_version BIGINT   NOT NULL,
  from_day           TEXT     NOT NULL,
  to_day             TEXT     NOT NULL,
  age_set            TEXT     NOT NULL,
  geography          TEXT     NOT NULL,
  scope              TEXT     NOT NULL,
  number             BIGINT   NOT NULL,
  previous           TEXT,
  created_at         BIGINT   NOT NULL,
  created_by         TEXT     NOT NULL,
  state_at           BIGINT   NOT NULL,
  log_size           BIGINT   NOT NULL,
  log_hash           TEXT     NOT NULL,
  figures_hash       TEXT     NOT NULL,
  figures            ENVELOPE NOT NULL,
  changes            ENVELOPE NOT NULL,
  UNIQUE (report, from_day, to_day, age_set, geography, scope, number)
);
CREATE INDEX report_version_of_scope ON report_version (scope, created_at, id);

-- The coded records behind a version, in pieces; written before the version, so that nobody waits.
CREATE TABLE report_snapshot (
  run      TEXT     NOT NULL,
  unit     TEXT     NOT NULL,
  position BIGINT   NOT NULL,
  content  ENVELOPE NOT NULL,
  PRIMARY KEY (run, unit, position)
);

ALTER TABLE opening_balance ADD COLUMN note TEXT NOT NULL DEFAULT '';
