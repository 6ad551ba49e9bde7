-- Statistics read the records of a period by the day that counts; who joins a case later is read
-- with the case.

CREATE INDEX case_by_opening ON case_file (opened_at, id);
CREATE INDEX need_by_time ON need (created_at, id);
CREATE INDEX duty_by_start ON duty (started_at, id) WHERE legal_number = 1;
