-- Directory: bodies, units, services, lists and places. Reference data without persons (marks P0
-- and P1), so plaintext. Days are 'YYYY-MM-DD', both ends included; valid_to NULL is open.

-- One row; a new stamp with every change tells all nodes that what they hold in memory is old.
CREATE TABLE directory_state (
  id    BIGINT PRIMARY KEY CHECK (id = 1),
  stamp TEXT   NOT NULL
);

CREATE TABLE code_list_item (
  list         TEXT   NOT NULL,
  code         TEXT   NOT NULL,
  parent       TEXT   NOT NULL,
  label_vi     TEXT   NOT NULL,
  label_en     TEXT   NOT NULL,
  sort         BIGINT NOT NULL,
  report_group TEXT   NOT NULL,
  valid_from   TEXT   NOT NULL,
  valid_to     TEXT,
  basis        TEXT   NOT NULL,
  trust        TEXT   NOT NULL,
  PRIMARY KEY (list, code, valid_from)
);

CREATE TABLE age_band (
  band_set   TEXT   NOT NULL,
  code       TEXT   NOT NULL,
  label_vi   TEXT   NOT NULL,
  label_en   TEXT   NOT NULL,
  from_age   BIGINT NOT NULL,
  to_age     BIGINT,
  sort       BIGINT NOT NULL,
  computable BIGINT NOT NULL CHECK (computable IN (0, 1)),
  valid_from TEXT   NOT NULL,
  valid_to   TEXT,
  basis      TEXT   NOT NULL,
  PRIMARY KEY (band_set, code)
);

CREATE TABLE territory (
  geography    TEXT NOT NULL CHECK (geography IN ('p63', 'p34')),
  code         TEXT NOT NULL,
  name         TEXT NOT NULL,
  kind         TEXT NOT NULL,
  region       TEXT NOT NULL,
  predecessors TEXT NOT NULL,
  valid_from   TEXT NOT NULL,
  valid_to     TEXT,
  basis        TEXT NOT NULL,
  trust        TEXT NOT NULL,
  PRIMARY KEY (geography, code, valid_from)
);

CREATE TABLE region (
  scheme     TEXT   NOT NULL,
  geography  TEXT   NOT NULL CHECK (geography IN ('p63', 'p34')),
  code       TEXT   NOT NULL,
  label_vi   TEXT   NOT NULL,
  label_en   TEXT   NOT NULL,
  sort       BIGINT NOT NULL,
  members    TEXT   NOT NULL,
  valid_from TEXT   NOT NULL,
  valid_to   TEXT,
  basis      TEXT   NOT NULL,
  PRIMARY KEY (scheme, code)
);

CREATE TABLE organisation (
  id         TEXT   PRIMARY KEY,
  key        TEXT   UNIQUE,
  changed_at BIGINT NOT NULL,
  version    BIGINT NOT NULL CHECK (version >= 1)
);

-- The body during one period: a change of name, parent, level or place begins a new row.
CREATE TABLE organisation_period (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  valid_from      TEXT NOT NULL,
  valid_to        TEXT,
  name            TEXT NOT NULL,
  name_en         TEXT NOT NULL,
  short_name      TEXT NOT NULL,
  type            TEXT NOT NULL,
  level           TEXT NOT NULL,
  geography       TEXT,
  territory       TEXT,
  parent_id       TEXT,
  system_id       TEXT,
  address         TEXT NOT NULL,
  email           TEXT NOT NULL,
  hours           TEXT NOT NULL,
  mandate         TEXT NOT NULL,
  last_verified   TEXT,
  basis           TEXT NOT NULL,
  trust           TEXT NOT NULL,
  PRIMARY KEY (organisation_id, valid_from)
);

CREATE TABLE organisation_link (
  predecessor_id TEXT NOT NULL REFERENCES organisation (id),
  successor_id   TEXT NOT NULL REFERENCES organisation (id),
  date           TEXT NOT NULL,
  what           TEXT NOT NULL,
  note           TEXT NOT NULL,
  basis          TEXT NOT NULL,
  trust          TEXT NOT NULL,
  PRIMARY KEY (predecessor_id, successor_id, date)
);

CREATE TABLE organisation_phone (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  number          TEXT NOT NULL,
  purpose         TEXT NOT NULL,
  valid_from      TEXT NOT NULL,
  valid_to        TEXT,
  basis           TEXT NOT NULL,
  PRIMARY KEY (organisation_id, valid_from)
);

CREATE TABLE unit (
  id              TEXT   PRIMARY KEY,
  key             TEXT   UNIQUE,
  organisation_id TEXT   NOT NULL REFERENCES organisation (id),
  parent_id       TEXT,
  name            TEXT   NOT NULL,
  name_en         TEXT   NOT NULL,
  kind            TEXT   NOT NULL,
  level           TEXT   NOT NULL,
  geography       TEXT,
  territory       TEXT,
  address         TEXT   NOT NULL,
  phone           TEXT   NOT NULL,
  hours           TEXT   NOT NULL,
  valid_from      TEXT   NOT NULL,
  valid_to        TEXT,
  basis           TEXT   NOT NULL,
  trust           TEXT   NOT NULL,
  version         BIGINT NOT NULL CHECK (version >= 1)
);
CREATE INDEX unit_by_organisation ON unit (organisation_id);

CREATE TABLE service (
  id            TEXT   PRIMARY KEY,
  unit_id       TEXT   NOT NULL REFERENCES unit (id),
  service       TEXT   NOT NULL,
  scope         TEXT   NOT NULL CHECK (scope IN ('national', 'province', 'listed')),
  places        TEXT   NOT NULL,
  sexes         TEXT   NOT NULL,
  min_age       BIGINT,
  max_age       BIGINT,
  foreigners    BIGINT NOT NULL CHECK (foreigners IN (0, 1)),
  languages     TEXT   NOT NULL,
  capacity      BIGINT,
  available     BIGINT,
  hours         TEXT   NOT NULL,
  last_verified TEXT,
  valid_from    TEXT   NOT NULL,
  valid_to      TEXT,
  basis         TEXT   NOT NULL,
  trust         TEXT   NOT NULL,
  version       BIGINT NOT NULL CHECK (version >= 1)
);
CREATE INDEX service_by_unit ON service (unit_id);

CREATE TABLE working_group (
  id        TEXT PRIMARY KEY,
  key       TEXT UNIQUE,
  kind      TEXT NOT NULL CHECK (kind IN ('working_group', 'regulation')),
  name      TEXT NOT NULL,
  name_en   TEXT NOT NULL,
  geography TEXT,
  territory TEXT
);

CREATE TABLE working_group_member (
  id              TEXT PRIMARY KEY,
  group_id        TEXT NOT NULL REFERENCES working_group (id),
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  unit_id         TEXT REFERENCES unit (id),
  role            TEXT NOT NULL,
  valid_from      TEXT NOT NULL,
  valid_to        TEXT,
  basis           TEXT NOT NULL,
  trust           TEXT NOT NULL
);

INSERT INTO directory_state (id, stamp) VALUES (1, 'empty');
