-- A signature may be a paper that was signed by hand and scanned: the file it rests on.

ALTER TABLE referral_signature ADD COLUMN scan TEXT;
CREATE INDEX referral_signature_scan ON referral_signature (scan) WHERE scan IS NOT NULL;
