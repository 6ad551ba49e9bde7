-- Searching a number reads its own records, newest first, and not the whole list of the hotline.

DROP INDEX contact_phone;
CREATE INDEX contact_phone ON contact (phone_index, hotline_id, started_at, id)
  WHERE phone_index IS NOT NULL;
