package org.jianzheng.bidding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jianzheng.identity.Caller;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.RecordType;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.LotView;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.RecordRef;
import org.jianzheng.witness.WitnessLog;

/** Witnesses refusals: whoever is turned away gets a signed receipt of that too, under the member {@code receipt}. */
@ApplicationScoped
class Refusals {
    private static final int LARGEST_ACT = 1 << 20;

    private final WitnessLog witness;
    private final Receipts receipts;
    private final Clock clock;

    Refusals(WitnessLog witness, Receipts receipts, Clock clock) {
        this.witness = witness;
        this.receipts = receipts;
        this.clock = clock;
    }

    /**
     * Runs a command; a refusal is recorded in a transaction of its own after the command's has rolled back. Its time is
     * when it was refused: an upload that began before the deadline may be refused as late after it.
     *
     * @param received the act that is refused when the command refuses
     */
    <T> T witnessed(Caller caller, LotView lot, byte[] received, Supplier<T> command) {
        try {
            return command.get();
        } catch (Problem refused) {
            if (refused.status() >= 500 || refused.status() == 404 || refused.status() == 401) {
                throw refused;
            }
            var record = record(caller, lot, received, refused, clock.instant());
            throw refused.with("receipt", receipts.await(record.id()));
        }
    }

    /** Data of {@code bid.refused}. */
    private record Refused(String problem, String detail, String received) {}

    @Transactional
    RecordRef record(Caller caller, LotView lot, byte[] received, Problem refused, Instant now) {
        return witness.append(new NewRecord(
                RecordType.BID_REFUSED,
                lot.tender(),
                lot.lot(),
                caller.actor(),
                now,
                new Refused(refused.slug(), refused.detail(), Commitment.hash(received)),
                isSigned(received) ? received : null,
                RecordType.BID_REFUSED.audience()));
    }

    private static boolean isSigned(byte[] received) {
        try {
            return received.length <= LARGEST_ACT && Cms.verify(received).content().length > 0;
        } catch (Problem notSigned) {
            return false;
        }
    }
}
