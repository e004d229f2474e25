package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Cms;
import org.jianzheng.sealing.Blame;
import org.jianzheng.sealing.CeremonyMessage;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.Dkg;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.sealing.Suite;

/** Finds, in the message that an office has just signed, whom it proves wrong ({@link Blame}). */
@ApplicationScoped
class Judge {
    private final Offices offices;

    Judge(Offices offices) {
        this.offices = offices;
    }

    Optional<Blame> of(CeremonyBook.Open open, CeremonyPlan.Custodian custodian, byte[] message) {
        return switch (open.round()) {
            case COMMIT -> Optional.empty();
            case REVEAL ->
                reveal(
                        open,
                        SignedForm.read(message, CeremonyMessage.Reveal.class).form());
            case ACK ->
                Blame.ofAck(
                        open.plan(),
                        SignedForm.read(message, CeremonyMessage.Ack.class).form(),
                        transcript(open));
            case JUSTIFY ->
                Optional.of(justify(
                        open,
                        SignedForm.read(message, CeremonyMessage.Justify.class).form()));
            case STATE ->
                statement(
                        open,
                        custodian,
                        SignedForm.read(message, KeyStatement.class).form());
        };
    }

    private static Optional<Blame> reveal(CeremonyBook.Open open, CeremonyMessage.Reveal reveal) {
        var commit = open.forms(Round.COMMIT, CeremonyMessage.Commit.class).get(reveal.index() - 1);
        return Blame.ofReveal(open.plan(), commit, reveal);
    }

    /** An answer decides every complaint against its office; if all were false, the first that made one is named. */
    private Blame justify(CeremonyBook.Open open, CeremonyMessage.Justify answer) {
        var accused = open.forms(Round.REVEAL, CeremonyMessage.Reveal.class).get(answer.index() - 1);
        Blame last = null;
        for (var ack : open.forms(Round.ACK, CeremonyMessage.Ack.class)) {
            if (ack.complaints().contains(answer.index())) {
                var complainer = open.plan().custodians().get(ack.index() - 1);
                var to = offices.of(complainer).encryption();
                var blame = Blame.ofComplaint(open.plan(), accused, ack.index(), answer, to);
                if (blame.index() == answer.index()) {
                    return blame;
                }
                last = last == null ? blame : last;
            }
        }
        return last;
    }

    private static Optional<Blame> statement(
            CeremonyBook.Open open, CeremonyPlan.Custodian custodian, KeyStatement stated) {
        var suite = Suite.of(open.plan().suite());
        var reveals = open.forms(Round.REVEAL, CeremonyMessage.Reveal.class).stream()
                .map(reveal -> reveal.arithmetic(suite))
                .toList();
        var key = Dkg.jointKey(open.plan().arithmetic(), reveals);
        return stated.equals(KeyStatement.of(open.plan(), key, transcript(open)))
                ? Optional.empty()
                : Optional.of(new Blame(Blame.Fault.OTHER_KEY, custodian.index()));
    }

    private static String transcript(CeremonyBook.Open open) {
        return CeremonyMessage.transcript(contents(open.messages(Round.COMMIT)), contents(open.messages(Round.REVEAL)));
    }

    private static List<byte[]> contents(List<byte[]> messages) {
        return messages.stream().map(message -> Cms.verify(message).content()).toList();
    }
}
