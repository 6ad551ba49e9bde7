-- What persons agreed to, how much danger they are in, and their identification as victims.

CREATE TABLE consent (
  id           TEXT PRIMARY KEY,
  person       TEXT NOT NULL REFERENCES person (id),
  case_file    TEXT NOT NULL REFERENCES case_file (id),
  purpose      TEXT NOT NULL,
  recipient    TEXT,
  categories   BIGINT NOT NULL,
  given_at     BIGINT NOT NULL,
  valid_from   TEXT NOT NULL,
  valid_to     TEXT,
  effective    BIGINT NOT NULL CHECK (effective IN (0, 1)),
  withdrawn_at BIGINT,
  recorded_by  TEXT NOT NULL,
  version      BIGINT NOT NULL,
  terms        ENVELOPE NOT NULL,
  people       ENVELOPE NOT NULL
);
CREATE INDEX consent_of_person ON consent (person, given_at);

-- Data that was handed to an organisation, so that a withdrawal knows whom to tell.
CREATE TABLE disclosure (
  id           TEXT PRIMARY KEY,
  person       TEXT NOT NULL REFERENCES person (id),
  recipient    TEXT NOT NULL,
  categories   BIGINT NOT NULL,
  at           BIGINT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id   TEXT NOT NULL
);
CREATE INDEX disclosure_of_person ON disclosure (person, at);

CREATE TABLE risk_assessment (
  id        TEXT PRIMARY KEY,
  person    TEXT NOT NULL REFERENCES person (id),
  case_file TEXT NOT NULL REFERENCES case_file (id),
  number    BIGINT NOT NULL,
  at        BIGINT NOT NULL,
  assessor  TEXT NOT NULL,
  level     TEXT NOT NULL CHECK (level IN ('low', 'medium', 'high', 'emergency')),
  factors   ENVELOPE NOT NULL,
  people    ENVELOPE NOT NULL,
  places    ENVELOPE NOT NULL,
  UNIQUE (person, number)
);

CREATE TABLE safety_plan (
  person     TEXT PRIMARY KEY REFERENCES person (id),
  case_file  TEXT NOT NULL REFERENCES case_file (id),
  version    BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by TEXT NOT NULL,
  plan       ENVELOPE NOT NULL,
  contact    ENVELOPE NOT NULL
);

CREATE TABLE identification_step (
  id          TEXT PRIMARY KEY,
  person      TEXT NOT NULL REFERENCES person (id),
  case_file   TEXT NOT NULL REFERENCES case_file (id),
  number      BIGINT NOT NULL,
  action      TEXT NOT NULL,
  state       TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  at          BIGINT NOT NULL,
  by_user     TEXT NOT NULL,
  body        TEXT,
  coded       ENVELOPE NOT NULL,
  words       ENVELOPE NOT NULL,
  UNIQUE (person, number)
);

CREATE TABLE evidence (
  id        TEXT PRIMARY KEY,
  person    TEXT NOT NULL REFERENCES person (id),
  case_file TEXT NOT NULL REFERENCES case_file (id),
  kind      TEXT NOT NULL,
  at        BIGINT NOT NULL,
  by_user   TEXT NOT NULL,
  words     ENVELOPE NOT NULL
);
CREATE INDEX evidence_of_person ON evidence (person, at);

-- Who has to do what on which road of identification; reference data without persons.
CREATE TABLE identification_route (
  id               TEXT PRIMARY KEY,
  road             TEXT NOT NULL,
  step             TEXT NOT NULL,
  rule             TEXT NOT NULL,
  actor            TEXT NOT NULL,
  towards          TEXT NOT NULL,
  unless_body_type TEXT NOT NULL,
  valid_from       TEXT,
  valid_to         TEXT,
  basis            TEXT NOT NULL,
  trust            TEXT NOT NULL
);
