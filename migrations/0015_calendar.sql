-- The working-day calendar and the deadline rules: reference data without persons.

CREATE TABLE calendar_year (
  year    BIGINT PRIMARY KEY,
  basis   TEXT NOT NULL,
  known   BIGINT NOT NULL CHECK (known IN (0, 1)),
  version BIGINT NOT NULL
);

CREATE TABLE calendar_day (
  date         TEXT PRIMARY KEY,
  kind         TEXT NOT NULL
               CHECK (kind IN ('holiday', 'makeup', 'swapped_off', 'swapped_work', 'weekly_rest',
                               'working')),
  name         TEXT NOT NULL,
  basis        TEXT NOT NULL,
  published_at TEXT,
  audience     TEXT NOT NULL CHECK (audience IN ('all', 'public_sector')),
  version      BIGINT NOT NULL
);

CREATE TABLE calendar_change (
  id          TEXT PRIMARY KEY,
  subject     TEXT NOT NULL,
  kind_before TEXT NOT NULL,
  kind_after  TEXT NOT NULL,
  reason      TEXT NOT NULL,
  at          BIGINT NOT NULL,
  by_user     TEXT NOT NULL
);

CREATE TABLE deadline_rule (
  id              TEXT PRIMARY KEY,
  code            TEXT NOT NULL,
  label_vi        TEXT NOT NULL,
  label_en        TEXT NOT NULL,
  trigger_event   TEXT NOT NULL,
  duty_kind       TEXT NOT NULL,
  owner_role      TEXT NOT NULL,
  amount          BIGINT NOT NULL,
  unit            TEXT NOT NULL
                  CHECK (unit IN ('at_once', 'hour', 'calendar_day', 'working_day', 'month')),
  attempts        BIGINT,
  rollover        BIGINT NOT NULL CHECK (rollover IN (0, 1)),
  warning_percent TEXT NOT NULL,
  escalation      TEXT NOT NULL,
  target_minutes  BIGINT,
  legal_number    BIGINT NOT NULL CHECK (legal_number IN (0, 1)),
  basis           TEXT NOT NULL,
  valid_from      TEXT NOT NULL,
  valid_to        TEXT,
  UNIQUE (code, valid_from)
);
