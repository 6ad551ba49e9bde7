-- What one person looks at again and again: filters of a list under a name of their own.

CREATE TABLE saved_views (
  user_id TEXT     NOT NULL REFERENCES user_account (id),
  list    TEXT     NOT NULL,
  views   ENVELOPE NOT NULL,
  version BIGINT   NOT NULL,
  PRIMARY KEY (user_id, list)
);
