package org.jianzheng.bidding;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jianzheng.identity.Caller;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.shared.LotId;
import org.jianzheng.witness.Altered;
import org.jianzheng.witness.PlatformKey;

/** Hides who bids from whoever reads the database: lookups by HMAC, contents encrypted under the platform key. */
@ApplicationScoped
class Veil {
    private static final String PURPOSE = "bidding";

    private final PlatformKey key;

    Veil(PlatformKey key) {
        this.key = key;
    }

    /** What a row says when it is unveiled: the organisation, the certificate, and the CMS that was sent. */
    record Content(String party, String actor, byte[] cms) {
        byte[] signedContent() {
            return Cms.verify(cms).content();
        }

        @Override
        public String toString() {
            return "Content[hidden]";
        }
    }

    /** The lookup of an organisation within a lot: one organisation has one chain there. */
    byte[] party(LotId lot, Caller caller) {
        return key.lookup("bidder", lot, caller.party());
    }

    /** @param row what the table says beside the content, as text: it is bound to it, any change of it is noticed */
    byte[] hide(String row, Caller caller, byte[] cms) {
        return key.encrypt(
                PURPOSE, row, Canonical.write(new Content(caller.party().toString(), caller.actor(), cms)));
    }

    /** @throws org.jianzheng.witness.Altered when the content or a column bound to it was changed */
    Content show(String row, byte[] sealed) {
        return Canonical.read(key.decrypt(PURPOSE, row, sealed), Content.class);
    }

    Content show(Submission submission) {
        return show(submission.row(), submission.sealed());
    }

    Content show(BidAct act) {
        return show(act.row(), act.sealed());
    }

    /** Whether the row is this caller's organisation's own; an altered row is nobody's. */
    boolean isOf(Caller caller, LotId lot, Submission submission) {
        return submission.lot().equals(lot)
                && Arrays.equals(submission.party(), party(lot, caller))
                && isOf(caller, () -> show(submission));
    }

    boolean isOf(Caller caller, BidAct act) {
        return isOf(caller, () -> show(act));
    }

    private static boolean isOf(Caller caller, Supplier<Content> content) {
        try {
            return content.get().party().equals(caller.party().toString());
        } catch (Altered alarmed) {
            return false;
        }
    }

    /** The certificate id of whoever signed {@code cms}. */
    static String signer(byte[] cms) {
        return Certificates.id(Cms.verify(cms).signer());
    }
}
