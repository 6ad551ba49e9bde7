-- Figures from before this installation, so that cumulative figures can go on from them.
CREATE TABLE opening_balance (
  id TEXT NOT NULL PRIMARY KEY,
  hotline_id TEXT NOT NULL,
  as_of TEXT NOT NULL,
  section TEXT NOT NULL,
  code TEXT NOT NULL,
  amount BIGINT NOT NULL,
  source TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  UNIQUE (hotline_id, as_of, section, code)
);
