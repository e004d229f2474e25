package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.UuidV7;

/**
 * Where records wait for their index: written in the business transaction, so a record exists iff its change does.
 *
 * <p>The order of waiting is not the order of commits; the index is given by the {@link Sequencer} alone.
 */
@ApplicationScoped
class Outbox {
    private final Database database;
    private final PlatformKey key;
    private final Waiters waiters;
    private final TransactionSynchronizationRegistry transaction;

    Outbox(Database database, PlatformKey key, Waiters waiters, TransactionSynchronizationRegistry transaction) {
        this.database = database;
        this.key = key;
        this.waiters = waiters;
        this.transaction = transaction;
    }

    RecordRef add(NewRecord fresh) {
        var id = UuidV7.at(fresh.time());
        var bytes = form(id.toString(), fresh);
        var salt = Commitment.newSalt();
        var entry = Commitment.entry(salt, bytes);
        var row = BoundRow.of(key, id, fresh.tender(), fresh.lot(), fresh.actor(), fresh.audience());
        var kept = Kept.of(fresh);
        database.change(
                "INSERT INTO witness_record (id, sealed, record_key, tender, lot, actor, audience, mac, kept)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                key.encrypt(Records.SEALED, id, concat(salt, bytes)),
                key.encrypt(Records.RECORD_KEY, id, PlatformKey.random(32)),
                row.tender(),
                row.lot(),
                row.actor(),
                row.audience(),
                row.mac(),
                kept.length == 0 ? null : key.encrypt(Records.KEPT, id, kept));
        database.change("INSERT INTO witness_outbox (record, entry) VALUES (?, ?)", id, entry);
        wakeAfterCommit();
        return new RecordRef(id.toString(), bytes, salt, entry);
    }

    private static byte[] form(String id, NewRecord fresh) {
        return new WitnessRecord(
                        1,
                        id,
                        fresh.type(),
                        fresh.tender(),
                        fresh.lot(),
                        fresh.actor(),
                        fresh.time(),
                        Canonical.tree(fresh.data()),
                        fresh.act())
                .bytes();
    }

    private static byte[] concat(byte[] salt, byte[] record) {
        var both = new byte[salt.length + record.length];
        System.arraycopy(salt, 0, both, 0, salt.length);
        System.arraycopy(record, 0, both, salt.length, record.length);
        return both;
    }

    private void wakeAfterCommit() {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // The row is already in the transaction; only its commit is news.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    waiters.wake();
                }
            }
        });
    }
}
