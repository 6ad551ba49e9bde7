-- Sharing without consent in danger to life: asked by the lead, approved by a manager, for a time.

CREATE TABLE consent_override (
  id           TEXT PRIMARY KEY,
  person       TEXT NOT NULL REFERENCES person (id),
  case_file    TEXT NOT NULL REFERENCES case_file (id),
  purpose      TEXT NOT NULL,
  recipient    TEXT NOT NULL,
  categories   BIGINT NOT NULL,
  requested_by TEXT NOT NULL,
  requested_at BIGINT NOT NULL,
  until_at     BIGINT NOT NULL,
  ruled_by     TEXT,
  ruled_at     BIGINT,
  approved     BIGINT NOT NULL DEFAULT 0 CHECK (approved IN (0, 1)),
  ended_at     BIGINT,
  told_at      BIGINT,
  accounted_at BIGINT,
  version      BIGINT NOT NULL,
  words        ENVELOPE NOT NULL,
  CHECK (ruled_by IS NULL OR ruled_by <> requested_by)
);
CREATE INDEX consent_override_of_person ON consent_override (person, requested_at);
CREATE INDEX consent_override_of_case ON consent_override (case_file, until_at);
