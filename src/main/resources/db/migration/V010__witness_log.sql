-- The witness log (见证日志). What ties a party to a lot is encrypted or an HMAC under a key that is not in this database
-- (docs/protocols/records.md §2); what was given an index, signed or cosigned is never changed again.

CREATE TABLE witness_record (
    id         uuid PRIMARY KEY,
    sealed     bytea    NOT NULL,               -- AES-256-GCM of salt ‖ record
    record_key bytea,                           -- AES-256-GCM of the key of the write-once copy; null once erased
    tender     bytea,                           -- HMAC of the tender
    lot        bytea,                           -- HMAC of the lot
    actor      bytea    NOT NULL,               -- HMAC of lot and actor
    audience   smallint NOT NULL CHECK (audience IN (0, 1, 2, 3, 7))
);
CREATE INDEX witness_record_lot ON witness_record (lot);
CREATE INDEX witness_record_tender ON witness_record (tender) WHERE lot IS NULL;

CREATE TABLE witness_outbox (
    id     bigserial PRIMARY KEY,               -- not the order of commits: the index is given by the sequencer
    record uuid  NOT NULL UNIQUE,
    entry  bytea NOT NULL CHECK (octet_length(entry) = 32)
);

CREATE TABLE witness_entry (
    idx    bigint PRIMARY KEY CHECK (idx >= 0),
    record uuid   NOT NULL UNIQUE,
    entry  bytea  NOT NULL CHECK (octet_length(entry) = 32)
);

-- One row; its lock is the single sequencer.
CREATE TABLE witness_tree (
    id        smallint PRIMARY KEY CHECK (id = 1),
    size      bigint NOT NULL,
    root      bytea  NOT NULL,
    frontier  bytea  NOT NULL,                  -- the compact range's hashes, largest subtree first
    key_check bytea                             -- HMAC that shows which platform key this database belongs to
);
INSERT INTO witness_tree VALUES (1, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '', NULL);

-- Full tiles only; partial ones are cut from witness_entry and from the roots of the level below.
CREATE TABLE witness_tile (
    level smallint NOT NULL,
    idx   bigint   NOT NULL,
    root  bytea    NOT NULL CHECK (octet_length(root) = 32),
    data  bytea    NOT NULL CHECK (octet_length(data) = 8192),
    PRIMARY KEY (level, idx)
);
ALTER TABLE witness_tile ALTER COLUMN data SET STORAGE EXTERNAL;

-- One head per size, written before it is signed, so that no two heads of one size can ever be signed.
CREATE TABLE witness_head (
    size        bigint PRIMARY KEY CHECK (size > 0),
    first_index bigint NOT NULL UNIQUE,
    root        bytea  NOT NULL CHECK (octet_length(root) = 32),
    object      text   NOT NULL UNIQUE,         -- the write-once copy of this batch's records
    note        text                            -- the signed checkpoint; set once
);
CREATE INDEX witness_head_unsigned ON witness_head (size) WHERE note IS NULL;

CREATE TABLE witness_cosignature (
    size   bigint NOT NULL REFERENCES witness_head,
    office text   NOT NULL,
    time   bigint NOT NULL,                     -- Unix seconds, as cosigned
    line   text   NOT NULL,
    PRIMARY KEY (size, office, time)
);

CREATE TABLE witness_published (
    id   bigserial PRIMARY KEY,
    size bigint NOT NULL REFERENCES witness_head,
    note text   NOT NULL
);
CREATE INDEX witness_published_size ON witness_published (size);

CREATE TABLE witness_listed (
    idx   bigint PRIMARY KEY REFERENCES witness_entry,
    stage uuid NOT NULL                         -- the stage.index record that lists it
);

CREATE TABLE witness_disclosure (
    id       bigserial PRIMARY KEY,
    subject  bytea,                             -- HMAC of the lot or tender; null for single records
    audience smallint NOT NULL,
    time     timestamptz NOT NULL
);

-- Work that one instance at a time does, by locking its row; due in milliseconds of system time.
CREATE TABLE witness_turn (
    name text PRIMARY KEY,
    due  bigint NOT NULL
);
INSERT INTO witness_turn VALUES ('finish', 0), ('publish', 0), ('cover', 0);

CREATE FUNCTION witness_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the witness log only grows', TG_OP, TG_TABLE_NAME;
END $$;

CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON witness_entry
    FOR EACH STATEMENT EXECUTE FUNCTION witness_refuse();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON witness_tile
    FOR EACH STATEMENT EXECUTE FUNCTION witness_refuse();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON witness_cosignature
    FOR EACH STATEMENT EXECUTE FUNCTION witness_refuse();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON witness_published
    FOR EACH STATEMENT EXECUTE FUNCTION witness_refuse();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON witness_listed
    FOR EACH STATEMENT EXECUTE FUNCTION witness_refuse();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON witness_disclosure
    FOR EACH STATEMENT EXECUTE FUNCTION witness_refuse();
CREATE TRIGGER only_grows BEFORE DELETE OR TRUNCATE ON witness_head
    FOR EACH STATEMENT EXECUTE FUNCTION witness_refuse();
CREATE TRIGGER only_grows BEFORE DELETE OR TRUNCATE ON witness_record
    FOR EACH STATEMENT EXECUTE FUNCTION witness_refuse();

CREATE FUNCTION witness_sign_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.note IS NOT NULL
        OR (NEW.size, NEW.first_index, NEW.root, NEW.object) IS DISTINCT FROM (OLD.size, OLD.first_index, OLD.root, OLD.object) THEN
        RAISE EXCEPTION 'head % stands: only its signature may be added, once', OLD.size;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sign_once BEFORE UPDATE ON witness_head FOR EACH ROW EXECUTE FUNCTION witness_sign_once();

-- An audience only widens, and a record's content and key can be destroyed (erasure) but not replaced.
CREATE FUNCTION witness_only_widens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.audience & OLD.audience) <> OLD.audience
        OR (NEW.id, NEW.tender, NEW.lot, NEW.actor) IS DISTINCT FROM (OLD.id, OLD.tender, OLD.lot, OLD.actor)
        OR (NEW.sealed IS DISTINCT FROM OLD.sealed AND NEW.sealed <> '')
        OR (NEW.record_key IS DISTINCT FROM OLD.record_key AND NEW.record_key IS NOT NULL) THEN
        RAISE EXCEPTION 'record % stands: its audience may widen or its content be erased, nothing else', OLD.id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_widens BEFORE UPDATE ON witness_record FOR EACH ROW EXECUTE FUNCTION witness_only_widens();
