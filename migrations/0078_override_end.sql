-- Which overrides ended by themselves since the last look.

CREATE INDEX consent_override_by_end ON consent_override (until_at);
