-- Files attached to records. The bytes are rows, so that one backup, one transaction and one disk
-- hold record and file together (docs/adr/0013-attachments-in-the-database.md).

CREATE TABLE file (
  id TEXT PRIMARY KEY,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  org TEXT NOT NULL,
  key_group TEXT NOT NULL,
  uploader TEXT NOT NULL,
  mark BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('arriving', 'checking', 'waiting_for_scan', 'ready',
                                       'refused', 'withdrawn')),
  refusal TEXT NOT NULL,
  scan TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  parts_received BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  next_try_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  facts ENVELOPE NOT NULL,
  findings ENVELOPE,
  withdrawn_reason ENVELOPE
);
CREATE INDEX file_by_subject ON file (subject_kind, subject_id, created_at, id);
CREATE INDEX file_by_uploader ON file (uploader, created_at);
CREATE INDEX file_to_examine ON file (next_try_at) WHERE state IN ('checking', 'waiting_for_scan');
CREATE INDEX file_arriving ON file (created_at) WHERE state = 'arriving';

-- One sealed stream: the bytes as they came, or the safe copy. `stream_key` holds the key and the
-- header; `sealer` where the stream goes on while the parts arrive.
CREATE TABLE file_copy (
  file_id TEXT NOT NULL REFERENCES file (id),
  copy TEXT NOT NULL CHECK (copy IN ('original', 'safe')),
  stream_key ENVELOPE NOT NULL,
  sealer ENVELOPE,
  PRIMARY KEY (file_id, copy)
);

-- Pieces of 64 KiB, sealed as a stream.
CREATE TABLE file_piece (
  file_id TEXT NOT NULL,
  copy TEXT NOT NULL,
  position BIGINT NOT NULL,
  sealed ENVELOPE NOT NULL,
  PRIMARY KEY (file_id, copy, position),
  FOREIGN KEY (file_id, copy) REFERENCES file_copy (file_id, copy)
);

-- How much may be uploaded, by day.
CREATE TABLE file_limit (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  basis TEXT NOT NULL
);
CREATE INDEX file_limit_by_code ON file_limit (code, valid_from);
