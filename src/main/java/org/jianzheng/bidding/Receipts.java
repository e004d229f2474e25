package org.jianzheng.bidding;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.Tenders;
import org.jianzheng.witness.Inclusion;
import org.jianzheng.witness.WitnessLog;

/** Makes receipts (回执): at once {@code included}, a moment later {@code cosigned}. */
@ApplicationScoped
class Receipts {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final WitnessLog witness;
    private final Tenders tenders;
    private final PlatformSeal seal;

    Receipts(WitnessLog witness, Tenders tenders, PlatformSeal seal) {
        this.witness = witness;
        this.tenders = tenders;
        this.seal = seal;
    }

    /**
     * The receipt of a record that was just committed, once a signed checkpoint covers it.
     *
     * @throws Problem {@code bidding/receipt-pending} (503) when the log does not get to it in time: the act is made all
     *     the same and its receipt can be fetched
     */
    Receipt.Json await(String record) {
        var included = witness.awaitIncluded(record, PATIENCE).orElseThrow(Receipts::pending);
        return make(included, ReceiptState.INCLUDED);
    }

    /** The best receipt there is by now: cosigned by a quorum of the lot's offices within the grace, or included. */
    Receipt.Json best(String record, LotId lot) {
        long index = witness.indexOf(record).orElseThrow(Receipts::pending);
        var cosigned = cosigned(index, lot);
        return cosigned.isPresent()
                ? make(cosigned.get(), ReceiptState.COSIGNED)
                : make(witness.included(record).orElseThrow(Receipts::pending), ReceiptState.INCLUDED);
    }

    private Optional<Inclusion> cosigned(long index, LotId lot) {
        var key = tenders.openingKey(lot);
        var offices =
                key.custodians().stream().map(CeremonyPlan.Custodian::name).toList();
        var latest = tenders.lot(lot).deadlineInstant().plusSeconds(key.graceSeconds());
        return witness.cosignedAbove(index, offices, key.t(), latest).map(head -> witness.proof(index, head));
    }

    private Receipt.Json make(Inclusion inclusion, ReceiptState state) {
        var seen = witness.recordAt(inclusion.index()).orElseThrow();
        return Receipt.sign(seen.record(), seen.salt(), inclusion.proof().getBytes(StandardCharsets.UTF_8), seal.seal())
                .json(state);
    }

    private static Problem pending() {
        return Problem.of("bidding/receipt-pending")
                .status(503)
                .detail("What you sent is stored, but the log has not got to it yet.")
                .remedy("Fetch the receipt in a moment; do not send the bid again.");
    }
}
