-- Whether two persons of different cases may be the same, without telling anybody who asks.

-- What a person's identity numbers hash to, as of a version of the person. Names have no such hash:
-- their frequency would tell.
CREATE TABLE person_check (
  person         TEXT PRIMARY KEY REFERENCES person (id),
  person_version BIGINT NOT NULL,
  id_index       BLIND_INDEX,
  phone_index    BLIND_INDEX
);
CREATE INDEX person_check_id ON person_check (id_index) WHERE id_index IS NOT NULL;
CREATE INDEX person_check_phone ON person_check (phone_index) WHERE phone_index IS NOT NULL;

-- A question to the lead of the case that was there before: may these be the same person?
CREATE TABLE duplicate_check (
  id            TEXT PRIMARY KEY,
  basis         TEXT NOT NULL CHECK (basis IN ('id_number', 'phone', 'name_and_birth_year')),
  state         TEXT NOT NULL CHECK (state IN ('waiting', 'answered')),
  asker_person  TEXT NOT NULL REFERENCES person (id),
  asker_case    TEXT NOT NULL REFERENCES case_file (id),
  asker_org     TEXT NOT NULL,
  asked_person  TEXT NOT NULL REFERENCES person (id),
  asked_case    TEXT NOT NULL REFERENCES case_file (id),
  asked_at      BIGINT NOT NULL,
  answer        TEXT NOT NULL,
  answered_by   TEXT,
  answered_at   BIGINT,
  note          ENVELOPE,
  UNIQUE (asker_person, asked_person)
);
CREATE INDEX duplicate_check_of_case ON duplicate_check (asked_case, asked_at, id);

-- What changed since an index in memory looked last.
CREATE INDEX person_by_change ON person (updated_at, id);
CREATE INDEX case_by_change ON case_file (updated_at, id);
