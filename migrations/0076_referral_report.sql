-- The monthly report asks for what was sent in a month, and for the looks that fall due in it.

CREATE INDEX referral_sent ON referral (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX referral_look_due ON referral_follow_up (due_on) WHERE due_on IS NOT NULL;
