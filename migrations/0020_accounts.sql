-- Accounts: who may sign in, which posts they hold, how they prove who they are.
-- The lists in CHECK repeat kStateNames, kLanguageNames, kRoleNames and kFactorStateNames.

CREATE TABLE user_account (
  id              TEXT     PRIMARY KEY,
  username        TEXT     NOT NULL UNIQUE,
  display_name    ENVELOPE NOT NULL,
  email           ENVELOPE,
  language        TEXT     NOT NULL CHECK (language IN ('vi', 'en')),
  state           TEXT     NOT NULL CHECK (state IN ('invited', 'active', 'closed')),
  demo            BIGINT   NOT NULL CHECK (demo IN (0, 1)),
  created_at      BIGINT   NOT NULL,
  changed_at      BIGINT   NOT NULL,
  last_sign_in_at BIGINT,
  version         BIGINT   NOT NULL CHECK (version >= 1)
);

CREATE TABLE user_post (
  id              TEXT   PRIMARY KEY,
  user_id         TEXT   NOT NULL REFERENCES user_account (id),
  role            TEXT   NOT NULL
                  CHECK (role IN ('counsellor', 'shift_lead', 'hotline_lead', 'wg_member',
                                  'unit_officer', 'agency_leader', 'statistician', 'auditor',
                                  'administrator')),
  organisation_id TEXT   NOT NULL,
  unit_id         TEXT,
  valid_from      TEXT   NOT NULL,
  valid_to        TEXT,
  basis           ENVELOPE,
  created_at      BIGINT NOT NULL,
  changed_at      BIGINT NOT NULL,
  version         BIGINT NOT NULL CHECK (version >= 1)
);
CREATE INDEX user_post_by_user ON user_post (user_id);
CREATE INDEX user_post_by_organisation ON user_post (organisation_id, role);

-- Argon2id text of the peppered password.
CREATE TABLE user_password (
  user_id    TEXT     PRIMARY KEY REFERENCES user_account (id),
  hash       ENVELOPE NOT NULL,
  changed_at BIGINT   NOT NULL,
  version    BIGINT   NOT NULL
);

-- A pending one waits for its first code; an activation carries the new password until then.
CREATE TABLE second_factor (
  id           TEXT     PRIMARY KEY,
  user_id      TEXT     NOT NULL REFERENCES user_account (id),
  state        TEXT     NOT NULL CHECK (state IN ('pending', 'active', 'replaced')),
  seed         ENVELOPE NOT NULL,
  new_password ENVELOPE,
  last_step    BIGINT   NOT NULL,
  wrong_codes  BIGINT   NOT NULL,
  created_at   BIGINT   NOT NULL,
  confirmed_at BIGINT
);
CREATE INDEX second_factor_by_user ON second_factor (user_id, state);

CREATE TABLE recovery_code (
  second_factor_id TEXT   NOT NULL REFERENCES second_factor (id),
  hash             BYTEA  NOT NULL,
  used_at          BIGINT,
  PRIMARY KEY (second_factor_id, hash)
);

CREATE TABLE enrolment_code (
  user_id    TEXT   PRIMARY KEY REFERENCES user_account (id),
  hash       BYTEA  NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE user_session (
  id           TEXT   PRIMARY KEY,
  user_id      TEXT   NOT NULL REFERENCES user_account (id),
  token_hash   BYTEA  NOT NULL UNIQUE,
  device       TEXT   NOT NULL,
  created_at   BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  proved_at    BIGINT NOT NULL,
  ended_at     BIGINT,
  end_reason   TEXT
);
CREATE INDEX user_session_by_user ON user_session (user_id, created_at);

CREATE TABLE known_device (
  user_id      TEXT   NOT NULL REFERENCES user_account (id),
  token_hash   BYTEA  NOT NULL,
  created_at   BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, token_hash)
);

-- Failed guesses, by keyed hash of "account", "account and device" or "network".
CREATE TABLE guess_budget (
  key          BLIND_INDEX PRIMARY KEY,
  failures     BIGINT NOT NULL,
  window_start BIGINT NOT NULL,
  last_at      BIGINT NOT NULL
);
CREATE INDEX guess_budget_by_age ON guess_budget (last_at);

-- Why an administrator did what; the audit entry names this row's subject.
CREATE TABLE user_reason (
  id         TEXT     PRIMARY KEY,
  user_id    TEXT     NOT NULL REFERENCES user_account (id),
  subject_id TEXT     NOT NULL,
  action     TEXT     NOT NULL,
  reason     ENVELOPE NOT NULL,
  written_by TEXT     NOT NULL,
  written_at BIGINT   NOT NULL
);
CREATE INDEX user_reason_by_user ON user_reason (user_id, written_at);
