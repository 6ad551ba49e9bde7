-- What the platform itself keeps: news for open browsers, messages to send, answers to repeat, and
-- who of several nodes does a timed job.

-- One row per piece of news; ids and stable words only. A stream asks for what is newer than the
-- `position` it has seen. Rows older than an hour are deleted.
CREATE TABLE event (
  position    BIGINT NOT NULL PRIMARY KEY,
  topic       TEXT NOT NULL,
  scope_org   TEXT NOT NULL,
  scope_user  TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id   TEXT NOT NULL,
  created_at  BIGINT NOT NULL
);
CREATE INDEX event_created ON event (created_at);

-- The next position, one row: taken in the transaction that writes the event, so positions are in
-- the order of the commits.
CREATE TABLE event_position (
  id       BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  position BIGINT NOT NULL
);
INSERT INTO event_position (id, position) VALUES (1, 0);

-- Messages to people outside the application. The text says a code and nothing else.
CREATE TABLE outbox (
  id           TEXT NOT NULL PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  to_user      TEXT NOT NULL,
  code         TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
  tries        BIGINT NOT NULL,
  next_try_at  BIGINT NOT NULL,
  claimed_by   TEXT NOT NULL,
  created_at   BIGINT NOT NULL,
  finished_at  BIGINT
);
CREATE INDEX outbox_waiting ON outbox (next_try_at) WHERE state = 'waiting';

-- The first answer to a request, given again when the request is repeated.
CREATE TABLE idempotency (
  actor_user   TEXT NOT NULL,
  key          TEXT NOT NULL,
  request_hash BYTEA NOT NULL,
  status       BIGINT NOT NULL,
  answer       ENVELOPE NOT NULL,
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  PRIMARY KEY (actor_user, key)
);
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

-- A job that one node at a time may do. `epoch` grows with every new holder; a holder writes only
-- where the epoch is still its own.
CREATE TABLE lease (
  name       TEXT NOT NULL PRIMARY KEY,
  holder     TEXT NOT NULL,
  epoch      BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
