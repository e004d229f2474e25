-- What stands beside an encrypted record is bound to it by an HMAC under the platform key, so that whoever can write this
-- table can neither widen an audience nor give a record to another lot or actor. A row without one is shown to nobody.
ALTER TABLE witness_record ADD COLUMN mac bytea NOT NULL DEFAULT '';
ALTER TABLE witness_record ALTER COLUMN mac DROP DEFAULT;

CREATE OR REPLACE FUNCTION witness_only_widens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.audience & OLD.audience) <> OLD.audience
        OR (NEW.mac IS DISTINCT FROM OLD.mac AND NEW.audience = OLD.audience)
        OR (NEW.id, NEW.tender, NEW.lot, NEW.actor) IS DISTINCT FROM (OLD.id, OLD.tender, OLD.lot, OLD.actor)
        OR (NEW.sealed IS DISTINCT FROM OLD.sealed AND NEW.sealed <> '')
        OR (NEW.record_key IS DISTINCT FROM OLD.record_key AND NEW.record_key IS NOT NULL) THEN
        RAISE EXCEPTION 'record % stands: its audience may widen or its content be erased, nothing else', OLD.id;
    END IF;
    RETURN NEW;
END $$;
