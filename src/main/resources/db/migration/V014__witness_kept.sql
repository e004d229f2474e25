-- What a module needs beside the record to write its rows again after a restore (docs/protocols/records.md §10), and the
-- audience a record began with if it is not its type's: AES-256-GCM under the platform key, null when there is neither.
-- It travels with the record in its write-once copy and is erased with it.
ALTER TABLE witness_record ADD COLUMN kept bytea;
