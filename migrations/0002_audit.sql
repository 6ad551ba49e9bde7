-- The log of changes and sensitive reads: ids and stable words, no personal data.
-- Every entry carries a hash over its own text and over the hash before it.
CREATE TABLE audit_entry (
  sequence      BIGINT NOT NULL PRIMARY KEY,
  happened_at   BIGINT NOT NULL,
  user_id       TEXT NOT NULL,
  post_id       TEXT NOT NULL,
  session_id    TEXT NOT NULL,
  action        TEXT NOT NULL,
  object_kind   TEXT NOT NULL,
  object_id     TEXT NOT NULL,
  purpose       TEXT NOT NULL,
  marks         BIGINT NOT NULL,
  rule_row      BIGINT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash          TEXT NOT NULL
);
CREATE INDEX audit_entry_object ON audit_entry (object_id, sequence);
CREATE INDEX audit_entry_user ON audit_entry (user_id, sequence);
CREATE INDEX audit_entry_action ON audit_entry (action, sequence);
CREATE INDEX audit_entry_time ON audit_entry (happened_at);

-- The end of the chain. Whoever appends updates this one row first, so entries of all nodes line up.
CREATE TABLE audit_chain (
  id      BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  size    BIGINT NOT NULL,
  hash    TEXT NOT NULL,
  last_at BIGINT NOT NULL
);
INSERT INTO audit_chain (id, size, hash, last_at)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0);

-- Signed statements "so many entries, and the last hash is this".
CREATE TABLE audit_head (
  size       BIGINT NOT NULL PRIMARY KEY,
  hash       TEXT NOT NULL,
  signed_at  BIGINT NOT NULL,
  public_key TEXT NOT NULL,
  signature  TEXT NOT NULL
);
