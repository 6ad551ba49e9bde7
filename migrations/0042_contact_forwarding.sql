-- A denunciation that was passed on: to which body, how and when. What was told is sealed.
CREATE TABLE contact_forwarding (
  id TEXT NOT NULL PRIMARY KEY,
  contact_id TEXT NOT NULL REFERENCES contact (id),
  organisation_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  forwarded_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by TEXT NOT NULL,
  told ENVELOPE NOT NULL
);
CREATE INDEX contact_forwarding_contact ON contact_forwarding (contact_id);
