package org.jianzheng.office;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jianzheng.record.Commitment;
import org.jianzheng.sealing.CeremonyMessage.Commit;
import org.jianzheng.sealing.CeremonyMessage.DealtShare;
import org.jianzheng.sealing.CeremonyMessage.Reveal;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.Dkg;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.Scalar;
import org.jianzheng.sealing.ShareEnvelope;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;

/**
 * Checks what the dealers revealed and dealt to this office. A dealer's fault is a complaint, which everybody can check
 * against its signature; an envelope that the platform changed on the way is refused instead, for the dealer is innocent.
 */
final class DealtShares {
    /** {@code shares} in dealer order, complete only if there is no complaint. */
    record Found(List<Scalar> shares, List<Integer> complaints) {
        @Override
        public String toString() {
            return "Found[complaints=" + complaints + ", shares hidden]";
        }
    }

    private final Trustee trustee;
    private final CeremonyPlan plan;
    private final int own;
    private final Scalar ownShare;
    private final Suite suite;

    DealtShares(Trustee trustee, CeremonyPlan plan, int own, Scalar ownShare) {
        this.trustee = trustee;
        this.plan = plan;
        this.own = own;
        this.ownShare = ownShare;
        this.suite = Suite.of(plan.suite());
    }

    Found check(List<Commit> commits, List<Reveal> reveals, List<OfficeCall.ShareFrom> envelopes) {
        var from = envelopes.stream()
                .collect(Collectors.toMap(OfficeCall.ShareFrom::from, OfficeCall.ShareFrom::envelope, (a, b) -> a));
        var shares = new ArrayList<Scalar>();
        var complaints = new ArrayList<Integer>();
        for (int dealer = 1; dealer <= plan.n(); dealer++) {
            var reveal = reveals.get(dealer - 1);
            var envelope = dealer == own ? null : unchanged(dealer, reveal, from);
            try {
                var arithmetic = reveal.arithmetic(suite);
                Dkg.check(
                        plan.arithmetic(),
                        dealer,
                        arithmetic,
                        commits.get(dealer - 1).commitment());
                var share = dealer == own ? ownShare : open(envelope);
                if (!Dkg.isShareOf(arithmetic.commitments(), own, share)) {
                    throw Problem.of("office/dealt").detail("its share does not fit its commitments");
                }
                shares.add(share);
            } catch (Problem e) {
                trustee.notebook()
                        .note(
                                "complaint",
                                Map.of("ceremony", plan.ceremony(), "dealer", dealer, "detail", e.getMessage()));
                complaints.add(dealer);
            }
        }
        return new Found(shares, complaints);
    }

    /** The envelope whose hash the dealer signed; null when it signed none for this office. */
    private byte[] unchanged(int dealer, Reveal reveal, Map<Integer, byte[]> from) {
        var signed = reveal.shares().stream()
                .filter(share -> share.to() == own)
                .map(DealtShare::hash)
                .findFirst()
                .orElse(null);
        var envelope = from.get(dealer);
        if (signed != null && (envelope == null || !Commitment.hash(envelope).equals(signed))) {
            throw Problem.of("office/envelope")
                    .detail("The share of dealer %d is missing or not the one that it signed.", dealer)
                    .remedy("Relay the envelopes as the offices gave them.");
        }
        return signed == null ? null : envelope;
    }

    private Scalar open(byte[] envelope) {
        if (envelope == null) {
            throw Problem.of("office/dealt").detail("it dealt no share to this office");
        }
        var key = trustee.identity().encryption();
        return Scalar.decode(suite, ShareEnvelope.open(envelope, key.key(), key.certificate()));
    }
}
