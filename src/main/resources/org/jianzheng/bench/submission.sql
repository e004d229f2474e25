-- One submission as the platform writes it: the statement, each of its two objects, the last of them with bid and record;
-- then what the sequencer moves for it. :lot, and the lengths in bytes, are those of the run's own database.
\set n random(1, 281474976710655)
\set r random(1, 281474976710655)
BEGIN;
SELECT * FROM lot WHERE id = :lot FOR SHARE;
INSERT INTO submission VALUES (('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, :lot, decode(lpad(to_hex(:n::bigint), 64, '0'), 'hex'), decode(repeat('5a', :submission), 'hex'), 'UPLOADING', now());
INSERT INTO submission_object VALUES (('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, lpad(to_hex(:n::bigint), 64, '0'), 0, 3000, NULL);
INSERT INTO submission_object VALUES (('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, lpad(to_hex(:r::bigint), 64, '0'), 1, 65720, NULL);
COMMIT;
BEGIN;
SELECT * FROM lot WHERE id = :lot FOR SHARE;
SELECT * FROM submission WHERE id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid FOR UPDATE;
UPDATE submission_object SET object = 'bids/' || repeat('0', 36) WHERE submission = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid AND hash = lpad(to_hex(:r::bigint), 64, '0');
COMMIT;
BEGIN;
SELECT * FROM lot WHERE id = :lot FOR SHARE;
SELECT * FROM submission WHERE id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid FOR UPDATE;
UPDATE submission_object SET object = 'bids/' || repeat('0', 36) WHERE submission = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid AND hash = lpad(to_hex(:n::bigint), 64, '0');
UPDATE submission SET state = 'COMPLETE' WHERE id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid;
INSERT INTO witness_record (id, sealed, record_key, tender, lot, actor, audience, mac) VALUES (('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, decode(repeat('5a', :record), 'hex'), decode(repeat('5a', 60), 'hex'), decode(repeat('5a', 32), 'hex'), decode(repeat('5a', 32), 'hex'), decode(lpad(to_hex(:n::bigint), 64, '0'), 'hex'), 0, decode(repeat('5a', 32), 'hex'));
INSERT INTO witness_outbox (record, entry) VALUES (('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, decode(repeat('5a', 32), 'hex'));
INSERT INTO bid_act VALUES (('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, :lot, decode(lpad(to_hex(:n::bigint), 64, '0'), 'hex'), 1, 'BID', ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, decode(repeat('5a', :act), 'hex'));
DELETE FROM witness_outbox WHERE record = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid;
INSERT INTO witness_entry VALUES (:n, ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, decode(repeat('5a', 32), 'hex'));
COMMIT;
