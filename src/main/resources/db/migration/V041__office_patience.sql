-- An office that refused for longer is left alone until then.
ALTER TABLE office_trouble ADD COLUMN next_ask timestamptz;
