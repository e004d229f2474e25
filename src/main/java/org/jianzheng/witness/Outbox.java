package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
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
        var bytes = Canonical.write(form(id.toString(), fresh));
        var salt = PlatformKey.random(32);
        var entry = entry(salt, bytes);
        database.change(
                "INSERT INTO witness_record (id, sealed, record_key, tender, lot, actor, audience)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                key.encrypt(Records.SEALED, id, concat(salt, bytes)),
                key.encrypt(Records.RECORD_KEY, id, PlatformKey.random(32)),
                fresh.tender() == null ? null : key.lookup("tender", fresh.tender()),
                fresh.lot() == null ? null : key.lookup("lot", fresh.lot()),
                // Under its lot, so that one party's rows in two lots do not look alike.
                key.lookup("actor", fresh.lot(), fresh.actor()),
                fresh.audience().viewers());
        database.change("INSERT INTO witness_outbox (record, entry) VALUES (?, ?)", id, entry);
        wakeAfterCommit();
        return new RecordRef(id.toString(), bytes, salt, entry);
    }

    private static Object form(String id, NewRecord fresh) {
        var form = new LinkedHashMap<String, Object>();
        form.put("v", 1);
        form.put("id", id);
        form.put("type", fresh.type());
        form.put("tender", fresh.tender() == null ? null : fresh.tender().toString());
        form.put("lot", fresh.lot() == null ? null : fresh.lot().toString());
        form.put("actor", fresh.actor());
        form.put("time", Instants.format(fresh.time()));
        form.put("data", fresh.data());
        form.put("act", fresh.act() == null ? null : Base64.getEncoder().encodeToString(fresh.act()));
        return form;
    }

    static byte[] entry(byte[] salt, byte[] record) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(record);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
