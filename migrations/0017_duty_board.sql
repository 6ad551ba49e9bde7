-- The board counts the open clocks of an organisation from an index alone.

CREATE INDEX duty_open_of_org ON duty (org, legal_number, clock_at, state)
  WHERE state = 'open';
