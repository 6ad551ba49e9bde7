-- Service connections: what is asked and told is sealed; who asked whom and when is not.

CREATE TABLE connection (
  id              TEXT PRIMARY KEY,
  number          TEXT,
  hotline         TEXT NOT NULL,
  author          TEXT NOT NULL,
  contact         TEXT NOT NULL REFERENCES contact (id),
  contact_number  TEXT NOT NULL,
  status          TEXT NOT NULL
                  CHECK (status IN ('draft', 'sent', 'acknowledged', 'handling', 'first_result',
                                    'completed', 'declined', 'rerouted', 'delegated', 'no_answer',
                                    'escalated', 'withdrawn', 'cancelled')),
  urgency         TEXT NOT NULL CHECK (urgency IN ('normal', 'urgent', 'at_once')),
  target_kind     TEXT,
  target_org      TEXT,
  target_unit     TEXT,
  delegated_unit  TEXT,
  delegated_org   TEXT,
  helper          TEXT,
  channel_used    TEXT NOT NULL,
  parent          TEXT,
  root            TEXT NOT NULL,
  rerouted_to     TEXT,
  created_at      BIGINT NOT NULL,
  updated_at      BIGINT NOT NULL,
  sent_at         BIGINT,
  taken_up_at     BIGINT,
  answered_at     BIGINT,
  first_result_at BIGINT,
  ended_at        BIGINT,
  decline_reason  TEXT NOT NULL,
  closing_reason  TEXT NOT NULL,
  failed_attempts BIGINT NOT NULL,
  reach_by        BIGINT,
  question_from   TEXT,
  report          TEXT,
  shown           BIGINT NOT NULL CHECK (shown IN (0, 1)),
  version         BIGINT NOT NULL,
  told            ENVELOPE NOT NULL
);

-- `shown`: the asked side may see it. Lists read one of these from the newest end and stop.
CREATE INDEX connection_of_hotline ON connection (hotline, updated_at, id);
CREATE INDEX connection_of_target ON connection (target_org, shown, updated_at, id);
CREATE INDEX connection_of_helper ON connection (helper, shown, updated_at, id)
  WHERE helper IS NOT NULL;
CREATE INDEX connection_of_unit ON connection (target_unit, shown, updated_at, id)
  WHERE target_unit IS NOT NULL;
CREATE INDEX connection_of_delegate ON connection (delegated_unit, shown, updated_at, id)
  WHERE delegated_unit IS NOT NULL;
CREATE INDEX connection_of_contact ON connection (contact);
CREATE INDEX connection_chain ON connection (root);
CREATE INDEX connection_unreached ON connection (reach_by) WHERE reach_by IS NOT NULL;
CREATE INDEX connection_sent ON connection (sent_at) WHERE sent_at IS NOT NULL;
CREATE UNIQUE INDEX connection_number ON connection (number) WHERE number IS NOT NULL;

CREATE TABLE connection_entry (
  id         TEXT PRIMARY KEY,
  connection TEXT NOT NULL REFERENCES connection (id),
  number     BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  kind       TEXT NOT NULL,
  by_user    TEXT,
  org        TEXT,
  side       TEXT NOT NULL,
  unit       TEXT,
  code       TEXT NOT NULL,
  texts      ENVELOPE,
  UNIQUE (connection, number)
);
