package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jianzheng.record.Audience;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.RecordType.Disclosure;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * The door of the witness log.
 *
 * <p>Writing joins the caller's transaction and refuses to work without one. Reading by an {@link Asker} denies unless the
 * record's audience admits them; the methods that take no asker are for modules that act for the platform (opening,
 * ceremony, case file) and never for an endpoint.
 */
@ApplicationScoped
public class WitnessLog {
    private final Outbox outbox;
    private final Records records;
    private final Heads heads;
    private final Proofs proofs;
    private final Waiters waiters;
    private final LogState state;
    private final LogKey key;
    private final Offices offices;

    WitnessLog(
            Outbox outbox,
            Records records,
            Heads heads,
            Proofs proofs,
            Waiters waiters,
            LogState state,
            LogKey key,
            Offices offices) {
        this.outbox = outbox;
        this.records = records;
        this.heads = heads;
        this.proofs = proofs;
        this.waiters = waiters;
        this.state = state;
        this.key = key;
        this.offices = offices;
    }

    /** The log's first line in every checkpoint. */
    public String origin() {
        return key.origin();
    }

    /** The log's C2SP verifier key, for policies. */
    public String vkey() {
        return key.vkey().format();
    }

    /**
     * Appends a record in the caller's transaction; it gets its index within 200 ms of the commit.
     *
     * @throws org.jianzheng.shared.Problem {@code witness/read-only} (503) while the log may not grow
     */
    @Transactional(TxType.MANDATORY)
    public RecordRef append(NewRecord record) {
        state.requireWritable();
        return outbox.add(record);
    }

    /**
     * Widens the audience of the lot's records so far whose type is disclosed at this {@code stage}, in the caller's
     * transaction; never narrows one. A publication thus shows no bid, even if somebody made the platform do it again.
     */
    @Transactional(TxType.MANDATORY)
    public void disclose(LotId lot, Disclosure stage, Audience audience, Instant now) {
        records.widen(lot, stage, audience, now);
    }

    /** The same for the tender's own records, those of no lot. */
    @Transactional(TxType.MANDATORY)
    public void disclose(TenderId tender, Disclosure stage, Audience audience, Instant now) {
        records.widen(tender, stage, audience, now);
    }

    /**
     * Waits until a committed record is covered by a fenced and signed checkpoint; empty when {@code patience} ends first.
     * Call it after the transaction that appended the record, never inside it.
     */
    @Transactional(TxType.NEVER)
    public Optional<Inclusion> awaitIncluded(String recordId, Duration patience) {
        var id = UUID.fromString(recordId);
        try {
            var covered = waiters.waitFor(id).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(
                    proofs.of(covered.index(), heads.signed(covered.size()).orElseThrow()));
        } catch (TimeoutException late) {
            return included(recordId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            waiters.forget(id);
        }
    }

    /** The record's proof to the smallest signed checkpoint above it, if there is one by now. */
    public Optional<Inclusion> included(String recordId) {
        return indexOf(recordId).flatMap(index -> heads.signedAbove(index).map(head -> proofs.of(index, head)));
    }

    public Optional<Long> indexOf(String recordId) {
        return heads.indexOf(UUID.fromString(recordId));
    }

    /** The proof of entry {@code index} to a head of this log, with that head's note as given. */
    public Inclusion proof(long index, SignedHead head) {
        return proofs.of(index, head);
    }

    /** The proof of entry {@code index} to a cosigned head of this log. */
    public Inclusion proof(long index, CosignedHead head) {
        return proofs.of(index, new SignedHead(head.size(), head.root(), head.note()));
    }

    public Optional<SignedHead> latestSigned() {
        return heads.latestSigned();
    }

    /** The newest checkpoint that holds the policy's quorum of cosignatures. */
    public Optional<SignedHead> latestPublished() {
        return heads.latestPublished();
    }

    /** The smallest log-signed checkpoint that covers {@code index}, cosigned or not. */
    public Optional<SignedHead> signedAbove(long index) {
        return heads.signedAbove(index);
    }

    /** The smallest published checkpoint that covers {@code index}. */
    public Optional<SignedHead> cosignedAbove(long index) {
        return heads.publishedAbove(index);
    }

    /**
     * The smallest checkpoint above {@code index} that at least {@code t} of these offices cosigned no later than
     * {@code notAfter}: what makes a receipt {@code cosigned}.
     */
    public Optional<CosignedHead> cosignedAbove(long index, Collection<String> officeNames, int t, Instant notAfter) {
        return heads.smallestCosigned(index, officeNames, t, notAfter);
    }

    /** Heads with a cosignature timed from {@code from} to {@code to}, both included, ascending by size. */
    public List<CosignedHead> cosignedHeads(Instant from, Instant to) {
        return heads.cosigned(from, to);
    }

    /**
     * The closing checkpoint ({@code docs/protocols/records.md} §4): the largest one with cosignatures of at least
     * {@code t} of these offices, each timed no later than {@code notAfter}.
     */
    public Optional<CosignedHead> largestCosigned(Collection<String> officeNames, int t, Instant notAfter) {
        return heads.largestCosigned(officeNames, t, notAfter);
    }

    /**
     * When no checkpoint was published for at least {@code shortest}: the evidence for an outage.
     *
     * @param from no more than a few days before {@code to}
     */
    public List<Silence> silences(Instant from, Instant to, Duration shortest) {
        return Silence.between(from, to, shortest, heads.cosignedTimes(from, to), offices::isQuorum);
    }

    /**
     * Checks that every entry from {@code index} on has its record, in its place: whoever would hide one had to change or
     * take away its row.
     *
     * @throws Altered otherwise
     */
    public void requireWhole(long index) {
        records.requireWhole(index);
    }

    /** The record at {@code index} if this asker may see it; one that was altered is shown to nobody. */
    public Optional<SeenRecord> read(long index, Asker asker) {
        try {
            return records.at(index)
                    .filter(seen -> Viewers.include(seen.audience(), seen.form().actor(), asker));
        } catch (Altered alarmed) {
            return Optional.empty();
        }
    }

    /**
     * The record at {@code index}, whoever may see it; for the ceremony and the case file.
     *
     * @throws Altered as every reader of whole records here, when its row is not what the platform wrote
     */
    public Optional<SeenRecord> recordAt(long index) {
        return records.at(index);
    }

    /** All sequenced records of the lot, ascending by index, whoever may see them. */
    public List<SeenRecord> recordsOf(LotId lot) {
        return records.ofLot(lot);
    }

    /** The sequenced records of one actor in the lot. */
    public List<SeenRecord> recordsOf(LotId lot, String actor) {
        return records.ofLot(lot, actor);
    }

    /** The sequenced records of the tender itself, those of no lot. */
    public List<SeenRecord> recordsOf(TenderId tender) {
        return records.ofTender(tender);
    }

    /**
     * What the lot's next {@code stage.index} has to list: the lot's sequenced records, and the tender's own, that no
     * stage index has listed. Lots of one tender wait for each other here until the caller's transaction ends.
     */
    @Transactional(TxType.MANDATORY)
    public List<LogIndex> unlisted(TenderId tender, LotId lot) {
        return records.unlisted(tender, lot);
    }

    /** Remembers that {@code stageIndex} lists these lines, in the transaction that appended it. */
    @Transactional(TxType.MANDATORY)
    public void markListed(RecordRef stageIndex, List<LogIndex> lines) {
        records.markListed(stageIndex.id(), lines);
    }
}
