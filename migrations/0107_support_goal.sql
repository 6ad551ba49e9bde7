-- Which support regimes the goal of 100 % looks at, for needs asked on a day and later. Rows are only
-- ever added; of several from one day the one with the highest number holds.

CREATE TABLE support_goal_rule (
  id         TEXT   NOT NULL PRIMARY KEY,
  number     BIGINT NOT NULL UNIQUE,
  valid_from TEXT   NOT NULL,
  residents  TEXT   NOT NULL,
  foreigners TEXT   NOT NULL,
  basis      TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT
);
