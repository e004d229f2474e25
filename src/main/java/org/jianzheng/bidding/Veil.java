package org.jianzheng.bidding;

import jakarta.enterprise.context.ApplicationScoped;
import org.jianzheng.identity.Caller;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.shared.LotId;
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

    byte[] hide(Object row, Caller caller, byte[] cms) {
        return key.encrypt(
                PURPOSE, row, Canonical.write(new Content(caller.party().toString(), caller.actor(), cms)));
    }

    Content show(Object row, byte[] sealed) {
        return Canonical.read(key.decrypt(PURPOSE, row, sealed), Content.class);
    }

    /** The certificate id of whoever signed {@code cms}. */
    static String signer(byte[] cms) {
        return Certificates.id(Cms.verify(cms).signer());
    }
}
