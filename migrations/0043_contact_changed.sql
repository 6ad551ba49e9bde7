-- Reports follow closed records only: a draft need not be in the index they read.

DROP INDEX contact_changed;
CREATE INDEX contact_changed ON contact (hotline_id, updated_at) WHERE state = 'final';
