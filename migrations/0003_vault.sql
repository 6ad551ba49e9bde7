-- Data keys, wrapped by a root key that is not in the database. Deleting a row erases for good what
-- the key has sealed.
CREATE TABLE vault_key (
  key_id      BIGINT NOT NULL PRIMARY KEY,
  key_group   TEXT NOT NULL,
  compartment TEXT NOT NULL,
  generation  BIGINT NOT NULL,
  root_number BIGINT NOT NULL,
  wrapped     BYTEA NOT NULL,
  check_value BYTEA NOT NULL,
  CHECK (compartment IN ('work', 'identity', 'narrative', 'files', 'misc'))
);
CREATE INDEX vault_key_group ON vault_key (key_group, compartment, generation);
CREATE INDEX vault_key_root ON vault_key (root_number, key_id);
