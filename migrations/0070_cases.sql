-- Cases: who leads, who belongs to them, where they stand. Everything about a person is sealed.

CREATE TABLE case_file (
  id               TEXT PRIMARY KEY,
  number           TEXT NOT NULL,
  state            TEXT NOT NULL CHECK (state IN ('open', 'in_support', 'monitoring', 'closed')),
  lead_org         TEXT NOT NULL,
  lead_unit        TEXT,
  lead_officer     TEXT NOT NULL,
  contact          TEXT,
  contact_number   TEXT NOT NULL,
  entry_road       TEXT NOT NULL,
  opened_by        TEXT NOT NULL,
  opened_at        BIGINT NOT NULL,
  updated_at       BIGINT NOT NULL,
  closed_at        BIGINT,
  closure_reason   TEXT NOT NULL,
  next_followup_on TEXT,
  persons          BIGINT NOT NULL,
  identification   TEXT NOT NULL,
  risk_level       TEXT NOT NULL,
  version          BIGINT NOT NULL,
  closure          ENVELOPE NOT NULL,
  summary          ENVELOPE NOT NULL
);

-- Lists read one of these from the newest end and stop.
CREATE INDEX case_of_officer ON case_file (lead_officer, updated_at, id);
CREATE INDEX case_of_org ON case_file (lead_org, updated_at, id);
CREATE INDEX case_of_contact ON case_file (contact) WHERE contact IS NOT NULL;
CREATE UNIQUE INDEX case_number ON case_file (number);

-- `updated_at` is that of the case, so that a member's list needs no second table to be in order.
CREATE TABLE case_member (
  id         TEXT PRIMARY KEY,
  case_file  TEXT NOT NULL REFERENCES case_file (id),
  user_id    TEXT NOT NULL,
  org        TEXT NOT NULL,
  kind       TEXT NOT NULL,
  added_by   TEXT NOT NULL,
  since      BIGINT NOT NULL,
  ended_at   BIGINT,
  ended_by   TEXT,
  active     BIGINT NOT NULL CHECK (active IN (0, 1)),
  updated_at BIGINT NOT NULL,
  end_reason ENVELOPE
);
CREATE INDEX case_member_of_case ON case_member (case_file, active);
CREATE INDEX case_member_of_user ON case_member (user_id, active, updated_at, case_file);

CREATE TABLE case_exclusion (
  case_file TEXT NOT NULL REFERENCES case_file (id),
  user_id   TEXT NOT NULL,
  by_user   TEXT NOT NULL,
  at        BIGINT NOT NULL,
  reason    ENVELOPE NOT NULL,
  PRIMARY KEY (case_file, user_id)
);
CREATE INDEX case_exclusion_of_user ON case_exclusion (user_id);

CREATE TABLE person (
  id             TEXT PRIMARY KEY,
  case_file      TEXT NOT NULL REFERENCES case_file (id),
  position       BIGINT NOT NULL,
  kind           TEXT NOT NULL,
  identification TEXT NOT NULL,
  created_at     BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL,
  version        BIGINT NOT NULL,
  identity       ENVELOPE NOT NULL,
  facts          ENVELOPE NOT NULL,
  trafficking    ENVELOPE NOT NULL,
  UNIQUE (case_file, position)
);

CREATE TABLE need (
  id         TEXT PRIMARY KEY,
  case_file  TEXT NOT NULL REFERENCES case_file (id),
  person     TEXT,
  state      TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version    BIGINT NOT NULL,
  content    ENVELOPE NOT NULL
);
CREATE INDEX need_of_case ON need (case_file, created_at, id);

CREATE TABLE conference (
  id         TEXT PRIMARY KEY,
  case_file  TEXT NOT NULL REFERENCES case_file (id),
  at         BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  content    ENVELOPE NOT NULL
);
CREATE INDEX conference_of_case ON conference (case_file, at, id);

CREATE TABLE timeline_entry (
  id           TEXT PRIMARY KEY,
  case_file    TEXT NOT NULL REFERENCES case_file (id),
  number       BIGINT NOT NULL,
  at           BIGINT NOT NULL,
  kind         TEXT NOT NULL,
  code         TEXT NOT NULL,
  by_user      TEXT,
  org          TEXT,
  wall         TEXT NOT NULL,
  mark         BIGINT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id   TEXT NOT NULL,
  texts        ENVELOPE,
  UNIQUE (case_file, number)
);
CREATE INDEX timeline_of_kind ON timeline_entry (case_file, kind, number);
