-- A deadline that is stated after the old one has passed stands on the tendering office's signed decision too.
ALTER TABLE deadline_ask ADD COLUMN outage bytea;
