-- Word files into which papers are written. No person is in them: plaintext.
-- A row is never changed, so that a paper of an earlier day always looks the same.

CREATE TABLE paper_template (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  sha256 TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  placeholders TEXT NOT NULL,
  uploaded_by TEXT,
  uploaded_at BIGINT NOT NULL,
  bytes BYTEA NOT NULL
);
CREATE INDEX paper_template_by_kind ON paper_template (kind, valid_from);
