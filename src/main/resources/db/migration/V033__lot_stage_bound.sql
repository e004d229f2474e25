-- The stage of a lot decides what is disclosed to whom. It is bound to the lot, its tender and the number of the tender's
-- lots by an HMAC under the platform key, so that whoever can write this table can neither move a stage, nor take an
-- undecided lot out of its tender. A lot without one is refused.
ALTER TABLE lot ADD COLUMN of_lots int NOT NULL DEFAULT 0;
ALTER TABLE lot ALTER COLUMN of_lots DROP DEFAULT;
ALTER TABLE lot ADD COLUMN stage_mac bytea NOT NULL DEFAULT '';
ALTER TABLE lot ALTER COLUMN stage_mac DROP DEFAULT;
