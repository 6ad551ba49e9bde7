-- What a session proves itself with to the database itself (ADR 0017). Sessions from before have
-- none: their users sign in again.

ALTER TABLE user_session ADD COLUMN wall_hash BYTEA;
CREATE UNIQUE INDEX user_session_by_wall ON user_session (wall_hash) WHERE wall_hash IS NOT NULL;
