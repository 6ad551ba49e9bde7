-- Clocks: who has to do what until when. Ids and codes only; what people write is sealed.

CREATE TABLE duty (
  id             TEXT PRIMARY KEY,
  kind           TEXT NOT NULL,
  rule           TEXT NOT NULL REFERENCES deadline_rule (id),
  rule_code      TEXT NOT NULL,
  owner_role     TEXT NOT NULL,
  org            TEXT NOT NULL,
  unit           TEXT,
  post           TEXT,
  user_id        TEXT,
  counterpart    TEXT,
  subject_kind   TEXT NOT NULL,
  subject_id     TEXT NOT NULL,
  subject_number TEXT NOT NULL,
  started_at     BIGINT NOT NULL,
  due_at         BIGINT,
  target_at      BIGINT,
  clock_at       BIGINT NOT NULL,
  at_once        BIGINT NOT NULL CHECK (at_once IN (0, 1)),
  agreed_due     BIGINT NOT NULL CHECK (agreed_due IN (0, 1)),
  legal_number   BIGINT NOT NULL CHECK (legal_number IN (0, 1)),
  state          TEXT NOT NULL CHECK (state IN ('open', 'done', 'cancelled', 'transferred')),
  ended_at       BIGINT,
  ended_late     BIGINT NOT NULL CHECK (ended_late IN (0, 1)),
  stage          BIGINT NOT NULL,
  stage_role     TEXT NOT NULL,
  stage_org      TEXT NOT NULL,
  desk           TEXT NOT NULL,
  alarms_fired   BIGINT NOT NULL,
  next_alarm_at  BIGINT,
  version        BIGINT NOT NULL
);

CREATE INDEX duty_of_org ON duty (org, state, at_once, clock_at, id);
CREATE INDEX duty_of_stage ON duty (stage_org, state, at_once, clock_at, id);
CREATE INDEX duty_of_unit ON duty (unit, state, at_once, clock_at, id) WHERE unit IS NOT NULL;
CREATE INDEX duty_on_desk ON duty (desk, state, at_once, clock_at, id);
CREATE INDEX duty_of_subject ON duty (subject_id, state);
CREATE INDEX duty_alarm ON duty (next_alarm_at) WHERE next_alarm_at IS NOT NULL;
CREATE INDEX duty_open_between ON duty (counterpart, org, legal_number, clock_at)
  WHERE state = 'open';

CREATE TABLE duty_history (
  id      TEXT PRIMARY KEY,
  duty    TEXT NOT NULL REFERENCES duty (id),
  number  BIGINT NOT NULL,
  at      BIGINT NOT NULL,
  due_at  BIGINT,
  why     TEXT NOT NULL,
  by_user TEXT,
  reason  ENVELOPE,
  UNIQUE (duty, number)
);

-- How many clocks with a number in the law an organisation answered in time, by month of the end.
CREATE TABLE duty_tally (
  org         TEXT NOT NULL,
  counterpart TEXT NOT NULL,
  month       TEXT NOT NULL,
  on_time     BIGINT NOT NULL,
  late        BIGINT NOT NULL,
  PRIMARY KEY (org, counterpart, month)
);
