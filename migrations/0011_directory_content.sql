-- Hash of the first content that was loaded last, so that a start need not try every row again.
ALTER TABLE directory_state ADD COLUMN first_content TEXT;
