-- Referrals: what is told, the words of the steps and the hand-over are sealed; who asked whom and
-- when is not.

CREATE TABLE referral (
  id               TEXT PRIMARY KEY,
  number           TEXT,
  case_file        TEXT NOT NULL,
  case_number      TEXT NOT NULL,
  person           TEXT NOT NULL,
  sender           TEXT NOT NULL,
  author           TEXT NOT NULL,
  status           TEXT NOT NULL
                   CHECK (status IN ('draft', 'sent', 'acknowledged', 'delegated', 'accepted',
                                     'in_transit', 'handed_over', 'in_service', 'completed',
                                     'declined', 'rerouted', 'withdrawn_by_victim', 'cancelled',
                                     'expired')),
  route            TEXT NOT NULL CHECK (route IN ('domestic', 'from_abroad', 'foreign_return')),
  urgency          TEXT NOT NULL CHECK (urgency IN ('normal', 'urgent', 'at_once')),
  target_org       TEXT,
  target_unit      TEXT,
  delegated_unit   TEXT,
  delegated_org    TEXT,
  channel_used     TEXT NOT NULL,
  parent           TEXT,
  root             TEXT NOT NULL,
  rerouted_to      TEXT,
  created_at       BIGINT NOT NULL,
  updated_at       BIGINT NOT NULL,
  sent_at          BIGINT,
  expires_at       BIGINT,
  accepted_at      BIGINT,
  pack_released_at BIGINT,
  departed_at      BIGINT,
  arrived_at       BIGINT,
  handed_over_at   BIGINT,
  ended_at         BIGINT,
  emergency_at     BIGINT,
  emergency_by     TEXT,
  emergency_reason TEXT NOT NULL,
  decline_reason   TEXT NOT NULL,
  closing_reason   TEXT NOT NULL,
  police_told      BIGINT NOT NULL CHECK (police_told IN (0, 1)),
  shown            BIGINT NOT NULL CHECK (shown IN (0, 1)),
  version          BIGINT NOT NULL,
  told             ENVELOPE NOT NULL,
  steps            ENVELOPE NOT NULL
);

-- `shown`: the asked side may see it. Lists read one of these from the newest end and stop.
CREATE INDEX referral_of_sender ON referral (sender, updated_at, id);
CREATE INDEX referral_of_author ON referral (author, updated_at, id);
CREATE INDEX referral_of_case ON referral (case_file, updated_at, id);
CREATE INDEX referral_of_target ON referral (target_org, shown, updated_at, id);
CREATE INDEX referral_of_unit ON referral (target_unit, shown, updated_at, id)
  WHERE target_unit IS NOT NULL;
CREATE INDEX referral_of_delegate ON referral (delegated_unit, shown, updated_at, id)
  WHERE delegated_unit IS NOT NULL;
CREATE INDEX referral_of_person ON referral (person);
CREATE INDEX referral_chain ON referral (root);
CREATE INDEX referral_unanswered ON referral (expires_at) WHERE expires_at IS NOT NULL;
CREATE UNIQUE INDEX referral_number ON referral (number) WHERE number IS NOT NULL;

CREATE TABLE referral_entry (
  id       TEXT PRIMARY KEY,
  referral TEXT NOT NULL REFERENCES referral (id),
  number   BIGINT NOT NULL,
  at       BIGINT NOT NULL,
  kind     TEXT NOT NULL,
  by_user  TEXT,
  org      TEXT,
  side     TEXT NOT NULL,
  unit     TEXT,
  code     TEXT NOT NULL,
  texts    ENVELOPE,
  UNIQUE (referral, number)
);

-- The record as it is written before the last signature; then it is a paper.
CREATE TABLE referral_hand_over (
  referral TEXT PRIMARY KEY REFERENCES referral (id),
  version  BIGINT NOT NULL,
  record   ENVELOPE NOT NULL
);

-- Nobody signs twice: one row per role.
CREATE TABLE referral_signature (
  referral TEXT NOT NULL REFERENCES referral (id),
  role     TEXT NOT NULL CHECK (role IN ('giver', 'receiver', 'person', 'guardian')),
  at       BIGINT NOT NULL,
  by_user  TEXT NOT NULL,
  drawn    ENVELOPE NOT NULL,
  PRIMARY KEY (referral, role)
);

CREATE TABLE referral_follow_up (
  referral   TEXT NOT NULL REFERENCES referral (id),
  number     BIGINT NOT NULL,
  months     BIGINT NOT NULL,
  rule       TEXT NOT NULL,
  due_on     TEXT,
  evaluation ENVELOPE,
  PRIMARY KEY (referral, number)
);

CREATE TABLE referral_paper (
  id        TEXT PRIMARY KEY,
  referral  TEXT NOT NULL REFERENCES referral (id),
  kind      TEXT NOT NULL CHECK (kind IN ('acceptance', 'hand_over')),
  issuer    TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  issued_at BIGINT NOT NULL,
  number    TEXT NOT NULL,
  hash      TEXT NOT NULL,
  content   ENVELOPE NOT NULL,
  UNIQUE (referral, kind)
);
