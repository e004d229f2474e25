package org.jianzheng.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Chain;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.jianzheng.shared.UuidV7;
import org.jianzheng.tlog.AddCheckpoint;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.CompactRange;
import org.jianzheng.tlog.Cosignature;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.witness.SimulatedRecovery;

/**
 * The platform as a model: the same durable steps in the same order as the product's sequencer, finisher, publisher and
 * bids, over stores that fail, with the product's own forms, proofs, recovery plan and rules. What it has in memory dies
 * with a crash.
 */
final class SimPlatform {
    /** Writes again, at a recovery, what the transaction of a record wrote beside it. */
    interface Effect {
        void apply(Db db);
    }

    final SimPeople people;
    final Stores stores;
    final Network network;
    final Clock clock;
    final Mutant mutant;
    final TenderId tender = TenderId.at(SimPeople.PUBLISHED);
    final LotId lot = LotId.at(SimPeople.PUBLISHED);
    KeyStatement key;
    final List<byte[]> keyStatements = new ArrayList<>();
    private Map<String, Long> known = new HashMap<>();
    private String alarm;
    private long names;

    SimPlatform(SimPeople people, Stores stores, Network network, Clock clock, Mutant mutant) {
        this.people = people;
        this.stores = stores;
        this.network = network;
        this.clock = clock;
        this.mutant = mutant;
    }

    Optional<String> alarm() {
        return Optional.ofNullable(alarm);
    }

    /** A new process on the same stores: the self-check of each start. */
    void start() {
        known = new HashMap<>();
        alarm = null;
        if (mutant == Mutant.IGNORES_FENCE_AND_OFFICES) {
            return;
        }
        var db = stores.db();
        if (stores.fence() > db.entries.size() || !Arrays.equals(SimLog.root(db, stores.fence()), stores.fenceRoot())) {
            alarm = "the database lost its tail";
        }
        for (var office : SimPeople.OFFICES) {
            var name = Commitment.hash(SimPeople.ORIGIN.getBytes(StandardCharsets.UTF_8));
            network.get(office, "/" + name + "/checkpoint")
                    .filter(answer -> answer.status() == 200)
                    .map(answer ->
                            Checkpoint.parse(SignedNote.parse(answer.body()).text()))
                    .filter(head -> head.size() > db.entries.size()
                            || !Arrays.equals(SimLog.root(db, head.size()), head.root()))
                    .ifPresent(head -> alarm = office + " has cosigned another head");
        }
    }

    UUID append(Db db, RecordType type, boolean ofLot, String actor, Object data, byte[] act, Effect effect) {
        if (alarm != null) {
            throw Problem.of("witness/read-only").status(503);
        }
        var now = clock.instant();
        var id = UuidV7.at(now);
        var record = new WitnessRecord(
                        1, id.toString(), type, tender, ofLot ? lot : null, actor, now, Canonical.tree(data), act)
                .bytes();
        db.records.put(id, new Db.Stored(id, record, Commitment.newSalt(), effect));
        db.outbox.add(id);
        effect.apply(db);
        return id;
    }

    /** An act of a bidder; gives the receipt once a signed head covers it. */
    Receipt take(SimBidder bidder) {
        if (alarm != null) {
            throw Problem.of("witness/read-only").status(503);
        }
        var sent = bidder.sending();
        var before = clock.instant();
        if (sent.bid() != null) {
            upload(bidder);
        }
        var now = mutant == Mutant.READS_THE_CLOCK_TOO_EARLY ? before.minusSeconds(30) : clock.instant();
        var known = filed(bidder).filter(act -> mutant != Mutant.COUNTS_A_REPEATED_BID_AGAIN);
        var record = known.orElseGet(() -> commit(bidder, now));
        sequence();
        finish();
        return receipt(record);
    }

    private Optional<UUID> filed(SimBidder bidder) {
        var content = bidder.sending().content();
        var db = stores.db();
        return db.filed.stream()
                .filter(act -> act.actor().equals(bidder.actor) && Arrays.equals(act.content(), content))
                .map(Db.Filed::record)
                .findFirst();
    }

    private void upload(SimBidder bidder) {
        var sent = bidder.sending();
        stores.commit("statement", db -> {
            db.statements.putIfAbsent(sent.bid(), sent.cms());
            db.uploads.computeIfAbsent(sent.bid(), bid -> new LinkedHashMap<>());
        });
        sent.objects().forEach((hash, bytes) -> {
            if (!stores.db().uploads.get(sent.bid()).containsKey(hash)) {
                var name = "bids/" + names++;
                stores.put(name, bytes);
                stores.commit("arrival", db -> db.uploads.get(sent.bid()).put(hash, name));
            }
        });
        if (mutant == Mutant.KEEPS_PLAIN_FORMS) {
            stores.put("support/" + names++, bidder.canary().getBytes(StandardCharsets.UTF_8));
        }
    }

    private UUID commit(SimBidder bidder, Instant now) {
        var sent = bidder.sending();
        var made = new UUID[1];
        stores.commit("bid", db -> {
            if (db.stage != Db.Stage.PUBLISHED || !now.isBefore(SimPeople.DEADLINE)) {
                throw Problem.of("bidding/late").status(409);
            }
            if (mutant != Mutant.COUNTS_A_REPEATED_BID_AGAIN) {
                chain(db, bidder.actor).then(sent.seq(), sent.prev(), sent.content());
            }
            var kind = sent.bid() == null ? CloseRow.Kind.WITHDRAWAL : CloseRow.Kind.BID;
            var type = sent.bid() == null ? RecordType.BID_WITHDRAWN : RecordType.BID_SUBMITTED;
            var objects = sent.bid() == null ? null : new LinkedHashMap<>(db.uploads.get(sent.bid()));
            var id = new UUID[1];
            id[0] = append(db, type, true, bidder.actor, Map.of(), sent.cms(), rows -> {});
            Effect rows = to -> {
                to.filed.add(new Db.Filed(id[0], bidder.actor, sent.seq(), kind, sent.bid(), sent.content()));
                if (objects != null) {
                    to.uploads.put(sent.bid(), new LinkedHashMap<>(objects));
                    to.statements.put(sent.bid(), sent.cms());
                }
            };
            db.records.computeIfPresent(
                    id[0], (same, stored) -> new Db.Stored(same, stored.record(), stored.salt(), rows));
            rows.apply(db);
            made[0] = id[0];
        });
        return made[0];
    }

    private Chain chain(Db db, String actor) {
        var chain = Chain.EMPTY;
        for (var act : db.filed) {
            if (act.actor().equals(actor)) {
                chain = chain.then(act.seq(), chain.last(), act.content());
            }
        }
        return chain;
    }

    Receipt receipt(UUID record) {
        var db = stores.db();
        var stored = db.records.get(record);
        long index = db.indexOf(record);
        if (mutant == Mutant.GIVES_RECEIPTS_BEFORE_THE_LOG
                && db.heads.size() > 0
                && db.heads.get(0).note() != null) {
            var proof = SimLog.proof(db, 0, db.heads.get(0).note());
            return Receipt.sign(stored.record(), stored.salt(), proof, people.seal);
        }
        var head = db.heads.stream()
                .filter(one -> one.note() != null && index >= 0 && one.size() > index)
                .findFirst()
                .orElseThrow(() -> new Faults.Lost("a head above the record"));
        return Receipt.sign(stored.record(), stored.salt(), SimLog.proof(db, index, head.note()), people.seal);
    }

    void sequence() {
        if (alarm != null || stores.db().outbox.isEmpty()) {
            return;
        }
        stores.commit("batch", db -> {
            if (mutant != Mutant.IGNORES_FENCE_AND_OFFICES && stores.fence() > db.entries.size()) {
                throw stop("the fence is above the tree");
            }
            long first = db.entries.size();
            db.entries.addAll(db.outbox);
            db.outbox.clear();
            var size = db.entries.size();
            db.heads.add(new Db.Head(size, first, SimLog.root(db, size), "records/" + names++, null));
        });
    }

    /** Copies, fence, signature, note; each may be done again. */
    void finish() {
        while (alarm == null) {
            var db = stores.db();
            var head = db.heads.stream().filter(one -> one.note() == null).findFirst();
            if (head.isEmpty()) {
                return;
            }
            finish(db, head.get());
        }
    }

    private void finish(Db db, Db.Head head) {
        var batch = new ArrayList<Db.Stored>();
        for (long index = head.first(); index < head.size(); index++) {
            batch.add(db.records.get(db.entries.get((int) index)));
        }
        stores.put("record-keys/%015d".formatted(head.first()), head.object());
        stores.put(head.object(), List.copyOf(batch));
        if (!stores.advance(head.size(), head.root()) && mutant != Mutant.IGNORES_FENCE_AND_OFFICES) {
            throw stop("the fence is above an unsigned head");
        }
        stores.commit("note", next -> next.heads.replaceAll(one -> one.size() == head.size() ? signed(one) : one));
    }

    private Db.Head signed(Db.Head head) {
        var text = new Checkpoint(SimPeople.ORIGIN, head.size(), head.root()).text();
        var note = SignedNote.sign(text, people.log).toString();
        return new Db.Head(head.size(), head.first(), head.root(), head.object(), note);
    }

    private Problem stop(String reason) {
        alarm = reason;
        return Problem.of("witness/read-only").status(503).detail("%s", reason);
    }

    /** One round of the publisher. */
    void publish() {
        var db = stores.db();
        var signed = db.heads.stream().filter(head -> head.note() != null).reduce((a, b) -> b);
        if (alarm != null || signed.isEmpty()) {
            return;
        }
        for (var office : people.trust.offices()) {
            boolean has = db.cosignatures.stream()
                    .anyMatch(one ->
                            one.size() == signed.get().size() && one.office().equals(office.name()));
            if (!has) {
                ask(office, signed.get());
            }
        }
    }

    private void ask(org.jianzheng.record.TrustedOffice office, Db.Head head) {
        long from = Math.min(head.size(), known.getOrDefault(office.name(), lastSizeOf(office.name())));
        var answer = addCheckpoint(office.name(), head, from);
        if (answer.filter(a -> a.status() == 409).isPresent()) {
            long knows = Long.parseLong(new String(answer.get().body(), StandardCharsets.US_ASCII).strip());
            if (knows > head.size()) {
                if (mutant != Mutant.IGNORES_FENCE_AND_OFFICES) {
                    start();
                }
                return;
            }
            known.put(office.name(), knows);
            answer = addCheckpoint(office.name(), head, knows);
        }
        answer.filter(a -> a.status() == 200).ifPresent(a -> {
            var line = SignedNote.Signature.parseLines(a.body()).get(0);
            var text = new Checkpoint(SimPeople.ORIGIN, head.size(), head.root()).text();
            long seconds = Cosignature.verify(text, line, office.cosigner()).seconds();
            var cosigned = new Db.Cosigned(head.size(), office.name(), seconds, line.line());
            stores.put("cosigned/%015d/%d".formatted(head.size(), names++), cosigned);
            stores.commit("cosignature", db -> db.cosignatures.add(cosigned));
            known.put(office.name(), head.size());
        });
    }

    private long lastSizeOf(String office) {
        return stores.db().cosignatures.stream()
                .filter(one -> one.office().equals(office))
                .mapToLong(Db.Cosigned::size)
                .max()
                .orElse(0);
    }

    private Optional<org.jianzheng.office.SimulatedOffice.Answer> addCheckpoint(
            String office, Db.Head head, long from) {
        var note = SignedNote.parse(head.note().getBytes(StandardCharsets.UTF_8));
        var body = new AddCheckpoint(from, SimLog.consistency(stores.db(), from, head.size()), note).bytes();
        return network.post(office, "/add-checkpoint", body);
    }

    /** {@code deploy/recover}: the product's plan, then batch by batch with the rows, then the cosignatures. */
    void recover() {
        var batches = new HashMap<Long, List<SimulatedRecovery.Copied>>();
        var objects = new HashMap<Long, String>();
        stores.objects.forEach((name, value) -> {
            if (name.startsWith("record-keys/")) {
                long first = Long.parseLong(name.substring("record-keys/".length()));
                objects.put(first, (String) value);
                batches.put(first, stores.objects.containsKey(value) ? copied(first, batch((String) value)) : null);
            }
        });
        var db = stores.db();
        var range = new CompactRange();
        db.entries.forEach(id -> range.append(Merkle.leafHash(SimLog.entry(db.records.get(id)))));
        var plan = SimulatedRecovery.plan(
                batches, objects, db.entries.size(), range.frontier(), stores.fence(), stores.fenceRoot());
        for (var step : plan) {
            stores.commit("recovered batch", next -> append(next, step));
        }
        // A dump may have been taken between a batch and its signature.
        stores.commit(
                "recovered notes",
                next -> next.heads.replaceAll(
                        head -> head.note() == null && head.size() <= stores.fence() ? signed(head) : head));
        stores.commit(
                "recovered cosignatures",
                next -> stores.objects.forEach((name, value) -> {
                    if (name.startsWith("cosigned/") && !next.cosignatures.contains(value)) {
                        next.cosignatures.add((Db.Cosigned) value);
                    }
                }));
    }

    @SuppressWarnings("unchecked")
    private List<Db.Stored> batch(String object) {
        return (List<Db.Stored>) stores.objects.get(object);
    }

    private static List<SimulatedRecovery.Copied> copied(long first, List<Db.Stored> batch) {
        var all = new ArrayList<SimulatedRecovery.Copied>();
        for (var stored : batch) {
            all.add(new SimulatedRecovery.Copied(first + all.size(), stored.id(), stored.salt(), stored.record()));
        }
        return all;
    }

    private void append(Db db, SimulatedRecovery.Step step) {
        for (var stored : batch(step.object())) {
            db.entries.add(stored.id());
            db.outbox.remove(stored.id());
            // The dump may have it with its rows, waiting for its index.
            if (db.records.putIfAbsent(stored.id(), stored) == null && mutant != Mutant.RECOVERS_THE_LOG_ONLY) {
                ((Effect) stored.kept()).apply(db);
            }
        }
        db.heads.add(new Db.Head(step.end(), step.first(), SimLog.root(db, step.end()), step.object(), null));
    }
}
