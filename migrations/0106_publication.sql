-- The public forms of reports, what was ever printed of them, and files of persons without names.

CREATE TABLE disclosure_rule (
  id                 TEXT   NOT NULL PRIMARY KEY,
  public_threshold   BIGINT NOT NULL,
  internal_sensitive BIGINT NOT NULL,
  group_threshold    BIGINT NOT NULL,
  diversity          BIGINT NOT NULL,
  valid_from         TEXT   NOT NULL UNIQUE,
  basis              TEXT   NOT NULL,
  created_at         BIGINT NOT NULL,
  created_by         TEXT
);

-- `cells` is the registry: which figures were printed, and who they count, as numbers.
CREATE TABLE report_release (
  id               TEXT     NOT NULL PRIMARY KEY,
  run              TEXT     NOT NULL,
  report_version   TEXT     NOT NULL REFERENCES report_version (id),
  report           TEXT     NOT NULL,
  from_day         TEXT     NOT NULL,
  to_day           TEXT     NOT NULL,
  state            TEXT     NOT NULL CHECK (state IN ('prepared', 'released', 'withdrawn')),
  rule             TEXT     NOT NULL REFERENCES disclosure_rule (id),
  registry_size    BIGINT   NOT NULL,
  too_few_changes  BIGINT   NOT NULL CHECK (too_few_changes IN (0, 1)),
  known_before     BIGINT   NOT NULL,
  created_at       BIGINT   NOT NULL,
  created_by       TEXT     NOT NULL,
  released_at      BIGINT,
  released_by      TEXT,
  document         TEXT,
  version          BIGINT   NOT NULL,
  form             ENVELOPE NOT NULL,
  cells            ENVELOPE NOT NULL,
  withdrawn_reason ENVELOPE
);
CREATE INDEX report_release_by_time ON report_release (created_at, id);
CREATE INDEX report_release_of_version ON report_release (report_version);

CREATE TABLE person_file (
  id         TEXT     NOT NULL PRIMARY KEY,
  run        TEXT     NOT NULL,
  from_day   TEXT     NOT NULL,
  to_day     TEXT     NOT NULL,
  rule       TEXT     NOT NULL REFERENCES disclosure_rule (id),
  records    BIGINT   NOT NULL,
  rows_kept  BIGINT   NOT NULL,
  suppressed BIGINT   NOT NULL,
  created_at BIGINT   NOT NULL,
  created_by TEXT     NOT NULL,
  content    ENVELOPE NOT NULL
);
CREATE INDEX person_file_by_time ON person_file (created_at, id);
