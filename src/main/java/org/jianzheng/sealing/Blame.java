package org.jianzheng.sealing;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jianzheng.shared.Problem;

/**
 * Who is at fault when a key ceremony fails, by signed messages alone: the platform abandons a ceremony by these rules, and
 * everybody who has its records finds the same (docs/protocols/envelope.md §7).
 *
 * @param fault why, a stable word
 * @param index of the office in the plan
 */
public record Blame(Fault fault, int index) {
    /** What an office did. */
    public enum Fault {
        /** Its reveal is not what it committed to, proves nothing, or deals no share to somebody. */
        WRONG_REVEAL("wrong-reveal"),
        /** A share that it dealt does not fit its commitments, or it does not show what it dealt. */
        WRONG_SHARE("wrong-share"),
        /** It complained of a share that is right, or of nobody. */
        FALSE_COMPLAINT("false-complaint"),
        /** It signed for other messages than the others did. */
        OTHER_TRANSCRIPT("other-transcript"),
        /** It signed another key than the one that follows. */
        OTHER_KEY("other-key"),
        /** It did not take part; nothing proves whose fault that is. */
        SILENT("silent");

        private final String word;

        Fault(String word) {
            this.word = word;
        }

        /** In the record {@code ceremony.abandoned}. */
        public String word() {
            return word;
        }

        /** Whether signed messages prove it, so that the office takes no part in this key again. */
        public boolean isProven() {
            return this != SILENT;
        }

        public static Optional<Fault> of(String word) {
            return java.util.Arrays.stream(values())
                    .filter(fault -> fault.word.equals(word))
                    .findFirst();
        }
    }

    /** What everybody can see wrong in a reveal, without any share. */
    public static Optional<Blame> ofReveal(
            CeremonyPlan plan, CeremonyMessage.Commit commit, CeremonyMessage.Reveal reveal) {
        int dealer = reveal.index();
        try {
            var arithmetic = plan.arithmetic();
            Dkg.check(arithmetic, dealer, reveal.arithmetic(arithmetic.suite()), commit.commitment());
        } catch (Problem wrong) {
            return Optional.of(new Blame(Fault.WRONG_REVEAL, dealer));
        }
        var dealt = reveal.shares().stream()
                .map(CeremonyMessage.DealtShare::to)
                .sorted()
                .toList();
        var others = new ArrayList<>(IntStream.rangeClosed(1, plan.n())
                .filter(i -> i != dealer)
                .boxed()
                .toList());
        return dealt.equals(others) ? Optional.empty() : Optional.of(new Blame(Fault.WRONG_REVEAL, dealer));
    }

    /** What is wrong with an ack whatever the accused say. */
    public static Optional<Blame> ofAck(CeremonyPlan plan, CeremonyMessage.Ack ack, String transcript) {
        if (!ack.transcript().equals(transcript)) {
            return Optional.of(new Blame(Fault.OTHER_TRANSCRIPT, ack.index()));
        }
        boolean ofNobody = ack.complaints().stream().anyMatch(i -> i < 1 || i > plan.n() || i == ack.index());
        return ofNobody ? Optional.of(new Blame(Fault.FALSE_COMPLAINT, ack.index())) : Optional.empty();
    }

    /**
     * Decides a complaint about a share, once the accused has answered: it shows the share and how it was sealed.
     *
     * @param accused its reveal, in which {@link #ofReveal} finds nothing
     * @param to the certificate that the share for the complainer is sealed to
     */
    public static Blame ofComplaint(
            CeremonyPlan plan,
            CeremonyMessage.Reveal accused,
            int complainer,
            CeremonyMessage.Justify answer,
            X509Certificate to) {
        boolean right = answer.shares().stream()
                .filter(shown -> shown.to() == complainer)
                .anyMatch(shown -> isRight(plan, accused, shown, to));
        return right ? new Blame(Fault.FALSE_COMPLAINT, complainer) : new Blame(Fault.WRONG_SHARE, accused.index());
    }

    private static boolean isRight(
            CeremonyPlan plan,
            CeremonyMessage.Reveal accused,
            CeremonyMessage.JustifiedShare shown,
            X509Certificate to) {
        var suite = Suite.of(plan.suite());
        try {
            var dealt = accused.shares().stream()
                    .filter(share -> share.to() == shown.to())
                    .findFirst();
            var commitments = accused.arithmetic(suite).commitments();
            return dealt.isPresent()
                    && Dkg.isShareOf(commitments, shown.to(), Scalar.decodeHex(suite, shown.share()))
                    && DealtEnvelope.holds(suite, dealt.get(), shown, to);
        } catch (Problem noShareAtAll) {
            return false;
        }
    }
}
