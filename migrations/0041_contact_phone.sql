-- Earlier conversations with a number come in order of time, straight from the index: the planner
-- otherwise reads the whole list of the hotline, which is in that order already.
DROP INDEX contact_phone;
CREATE INDEX contact_phone ON contact (phone_index, hotline_id, started_at, id)
  WHERE phone_index IS NOT NULL;
