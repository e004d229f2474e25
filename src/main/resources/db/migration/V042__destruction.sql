-- The tendering office's act that shares of a lot not opened be destroyed at once, and the record that it was not opened.
ALTER TABLE release ADD COLUMN destroy_by text;
ALTER TABLE release ADD COLUMN not_opened text;

-- What kind of trouble it is and since when: a refusal that lasts is asked again less and less often, and told once.
ALTER TABLE office_trouble ADD COLUMN kind text;
ALTER TABLE office_trouble ADD COLUMN since timestamptz;
