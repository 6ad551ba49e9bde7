-- Conversations at hotlines. What was said, who called and every coded fact about the caller are
-- envelopes; what stays readable is what lists, boards and clocks work on.

CREATE TABLE contact (
  id TEXT NOT NULL PRIMARY KEY,
  hotline_id TEXT NOT NULL,
  counsellor_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'final', 'discarded')),
  channel TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  kind TEXT NOT NULL,
  number TEXT,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  finalised_at BIGINT,
  version BIGINT NOT NULL,
  amendments BIGINT NOT NULL,
  at_risk BIGINT NOT NULL,
  risk_at BIGINT,
  risk_by TEXT,
  repeat_of TEXT,
  phone_index BLIND_INDEX,
  facts ENVELOPE NOT NULL,
  identity ENVELOPE,
  narrative ENVELOPE
);

-- Lists read one of these from the newest end and stop: the number of rows does not matter.
CREATE INDEX contact_list ON contact (hotline_id, started_at, id);
CREATE INDEX contact_kind ON contact (hotline_id, kind, started_at, id);
CREATE INDEX contact_counsellor ON contact (hotline_id, counsellor_id, started_at, id);
CREATE INDEX contact_open ON contact (hotline_id, started_at, id) WHERE state = 'draft';
CREATE INDEX contact_risk ON contact (hotline_id, started_at, id) WHERE at_risk = 1;
CREATE INDEX contact_phone ON contact (phone_index, hotline_id) WHERE phone_index IS NOT NULL;
CREATE UNIQUE INDEX contact_number ON contact (number) WHERE number IS NOT NULL;
-- Reports follow what changed since they last looked.
CREATE INDEX contact_changed ON contact (hotline_id, updated_at);

-- What a closed record said before each amendment.
CREATE TABLE contact_version (
  contact_id TEXT NOT NULL REFERENCES contact (id),
  version BIGINT NOT NULL,
  replaced_at BIGINT NOT NULL,
  replaced_by TEXT NOT NULL,
  channel TEXT NOT NULL,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  repeat_of TEXT,
  reason ENVELOPE NOT NULL,
  facts ENVELOPE NOT NULL,
  identity ENVELOPE,
  narrative ENVELOPE,
  PRIMARY KEY (contact_id, version)
);

CREATE TABLE contact_follow_up (
  id TEXT NOT NULL PRIMARY KEY,
  contact_id TEXT NOT NULL REFERENCES contact (id),
  due_at BIGINT NOT NULL,
  booked_at BIGINT NOT NULL,
  booked_by TEXT NOT NULL,
  duty_id TEXT,
  note ENVELOPE
);
CREATE INDEX contact_follow_up_contact ON contact_follow_up (contact_id);

-- The short name that stands in a hotline's numbers; fixed once the first number was given.
CREATE TABLE contact_hotline (
  hotline_id TEXT NOT NULL PRIMARY KEY,
  prefix TEXT NOT NULL UNIQUE
);

-- Rows of legacy call logs that were taken over: the same row of the same file comes in once.
CREATE TABLE contact_import (
  file_hash TEXT NOT NULL,
  line BIGINT NOT NULL,
  contact_id TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  PRIMARY KEY (file_hash, line)
);

-- Who looked at a masked number, and why in their own words.
CREATE TABLE contact_reveal (
  id TEXT NOT NULL PRIMARY KEY,
  contact_id TEXT NOT NULL REFERENCES contact (id),
  revealed_at BIGINT NOT NULL,
  revealed_by TEXT NOT NULL,
  field TEXT NOT NULL,
  reason ENVELOPE NOT NULL
);
