package org.jianzheng.office;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.sealing.CeremonyMessage;
import org.jianzheng.sealing.CeremonyMessage.Ack;
import org.jianzheng.sealing.CeremonyMessage.Commit;
import org.jianzheng.sealing.CeremonyMessage.DealtShare;
import org.jianzheng.sealing.CeremonyMessage.Reveal;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.Dkg;
import org.jianzheng.sealing.KeyShare;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.Polynomial;
import org.jianzheng.sealing.Scalar;
import org.jianzheng.sealing.ShareEnvelope;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;

/**
 * One ceremony at this office, round by round. Each round's answer is stored with the question it answers, so a platform
 * that lost it gets the same bytes, and one that shows this office other messages than before gets nothing.
 */
final class Ceremony {
    /** The dealer's secrets between plan and key statement. */
    private record Dealer(List<String> coefficients, String c, String z, String salt) {
        @Override
        public String toString() {
            return "Dealer[hidden]";
        }
    }

    /** The messages of a round as all offices signed them, in index order. */
    private record Round(List<byte[]> messages) {}

    private final Trustee trustee;
    private final CeremonyPlan plan;
    private final Path place;
    private final int own;
    private final Suite suite;
    private final Dkg.Ceremony arithmetic;

    Ceremony(Trustee trustee, CeremonyPlan plan, Path place, int own) {
        this.trustee = trustee;
        this.plan = plan;
        this.place = place;
        this.own = own;
        this.suite = Suite.of(plan.suite());
        this.arithmetic = plan.arithmetic();
    }

    /** M1. */
    byte[] commit() {
        var file = place.resolve("commit.json");
        var question = StoredAnswer.question(plan.bytes());
        return StoredAnswer.repeat(file, question).orElseGet(() -> {
            var polynomial = Polynomial.random(suite, plan.t(), Trustee.RANDOM);
            var reveal = Dkg.reveal(arithmetic, own, polynomial, Trustee.RANDOM);
            var dealer = new Dealer(
                    polynomial.coefficients().stream().map(Scalar::hex).toList(),
                    reveal.c().hex(),
                    reveal.z().hex(),
                    HexFormat.of().formatHex(reveal.salt()));
            trustee.vault().put(place.resolve("dealer"), Canonical.write(dealer));
            var message = Commit.of(plan, own, reveal).sign(trustee.identity().signing());
            return StoredAnswer.store(file, question, message);
        });
    }

    /** M2: against the commits of all. */
    byte[] reveal(List<byte[]> commits) {
        var contents = contents(commits, Commit.class);
        requireOwn(contents, "commit.json");
        var file = place.resolve("reveal.json");
        var question = StoredAnswer.question(contents);
        return StoredAnswer.repeat(file, question).orElseGet(() -> {
            var envelopes = new ArrayList<OfficeCall.ShareTo>();
            for (var custodian : plan.custodians()) {
                if (custodian.index() != own) {
                    var share = polynomial().shareFor(custodian.index()).bytes();
                    var to = trustee.trust().office(custodian.name()).encryption();
                    envelopes.add(
                            new OfficeCall.ShareTo(custodian.index(), ShareEnvelope.seal(share, to, Trustee.RANDOM)));
                }
            }
            var dealt = envelopes.stream()
                    .map(share -> DealtShare.of(share.to(), share.envelope()))
                    .toList();
            var message = Reveal.of(plan, own, ownReveal(), dealt)
                    .sign(trustee.identity().signing());
            DurableFile.replace(place.resolve("commits.json"), Canonical.write(new Round(commits)));
            return StoredAnswer.store(file, question, Canonical.write(new OfficeCall.Revealed(message, envelopes)));
        });
    }

    /** M3: against the reveals of all and the shares dealt to this office. */
    byte[] acknowledge(List<byte[]> reveals, List<OfficeCall.ShareFrom> shares) {
        var contents = contents(reveals, Reveal.class);
        var revealed = StoredAnswer.read(place.resolve("reveal.json")).orElseThrow(this::tooEarly);
        var ownMessage =
                Canonical.read(revealed.reply(), OfficeCall.Revealed.class).message();
        requireSame(Cms.verify(ownMessage).content(), contents.get(own - 1));
        var file = place.resolve("ack.json");
        var question = StoredAnswer.question(contents);
        return StoredAnswer.repeat(file, question).orElseGet(() -> {
            var commits = round("commits.json", Commit.class);
            var dealt = new DealtShares(trustee, plan, own, polynomial().shareFor(own));
            var read = contents.stream()
                    .map(content -> Canonical.read(content, Reveal.class))
                    .toList();
            var found = dealt.check(
                    commits.stream()
                            .map(content -> Canonical.read(content, Commit.class))
                            .toList(),
                    read,
                    shares);
            if (found.complaints().isEmpty()) {
                var keyShare = Dkg.keyShare(arithmetic, own, found.shares(), arithmetic(read));
                trustee.vault().put(place.resolve("share"), keyShare.x().bytes());
            }
            var transcript = CeremonyMessage.transcript(commits, contents);
            var message = Ack.of(plan, own, transcript, found.complaints())
                    .sign(trustee.identity().signing());
            DurableFile.replace(place.resolve("reveals.json"), Canonical.write(new Round(reveals)));
            return StoredAnswer.store(file, question, message);
        });
    }

    /** M4: signs the key statement when everybody saw the same and nobody complains. */
    byte[] state(List<byte[]> acks, Keys keys) {
        var contents = contents(acks, Ack.class);
        requireOwn(contents, "ack.json");
        var file = place.resolve("statement.json");
        var question = StoredAnswer.question(contents);
        return StoredAnswer.repeat(file, question).orElseGet(() -> {
            var transcript = Canonical.read(contents.get(own - 1), Ack.class).transcript();
            for (var content : contents) {
                requireAgreed(Canonical.read(content, Ack.class), transcript);
            }
            var reveals = round("reveals.json", Reveal.class).stream()
                    .map(content -> Canonical.read(content, Reveal.class))
                    .toList();
            var statement = KeyStatement.of(plan, Dkg.jointKey(arithmetic, arithmetic(reveals)), transcript);
            var x = Scalar.decode(suite, trustee.vault().get(place.resolve("share")));
            var message = statement.sign(trustee.identity().signing());
            keys.add(statement, message, new KeyShare(own, x));
            StoredAnswer.store(file, question, message);
            trustee.vault().destroy(place.resolve("dealer"));
            trustee.vault().destroy(place.resolve("share"));
            return message;
        });
    }

    private void requireAgreed(Ack ack, String transcript) {
        if (!ack.transcript().equals(transcript) || !ack.complaints().isEmpty()) {
            throw Problem.of("office/ceremony-failed")
                    .status(409)
                    .detail(
                            "Office %d complains of %s, transcript %s; this office saw %s.",
                            ack.index(), ack.complaints(), ack.transcript(), transcript)
                    .remedy("Abandon this ceremony with its blame on record, and plan a new attempt.");
        }
    }

    private List<Dkg.Reveal> arithmetic(List<Reveal> reveals) {
        return reveals.stream().map(reveal -> reveal.arithmetic(suite)).toList();
    }

    private Dealer dealer() {
        return Canonical.read(trustee.vault().get(place.resolve("dealer")), Dealer.class);
    }

    private Polynomial polynomial() {
        return Polynomial.of(dealer().coefficients().stream()
                .map(hex -> Scalar.decodeHex(suite, hex))
                .toList());
    }

    private Dkg.Reveal ownReveal() {
        var dealer = dealer();
        return new Dkg.Reveal(
                polynomial().commitments(),
                Scalar.decodeHex(suite, dealer.c()),
                Scalar.decodeHex(suite, dealer.z()),
                HexFormat.of().parseHex(dealer.salt()));
    }

    /** The contents of a round: one of each office, in index order, signed by it, of this ceremony. */
    private <T extends CeremonyMessage> List<byte[]> contents(List<byte[]> messages, Class<T> form) {
        if (messages.size() != plan.n()) {
            throw refuse("%d messages are given for %d offices", messages.size(), plan.n());
        }
        var contents = new ArrayList<byte[]>();
        for (var custodian : plan.custodians()) {
            var signed = SignedForm.read(messages.get(custodian.index() - 1), form);
            if (!signed.signerId().equals(custodian.signing())
                    || signed.form().index() != custodian.index()
                    || !signed.form().ceremony().equals(plan.ceremony())) {
                throw refuse("message %d is not office %s's of this ceremony", custodian.index(), custodian.name());
            }
            contents.add(signed.content());
        }
        return contents;
    }

    private <T extends CeremonyMessage> List<byte[]> round(String file, Class<T> form) {
        return contents(
                Canonical.read(Disk.read(place.resolve(file)), Round.class).messages(), form);
    }

    private void requireOwn(List<byte[]> contents, String file) {
        var own = StoredAnswer.read(place.resolve(file)).orElseThrow(this::tooEarly);
        requireSame(Cms.verify(own.reply()).content(), contents.get(this.own - 1));
    }

    private void requireSame(byte[] stored, byte[] given) {
        if (!Commitment.hash(stored).equals(Commitment.hash(given))) {
            throw refuse("the message under this office's own index is not what it sent");
        }
    }

    private Problem tooEarly() {
        return refuse("the round before this one was not played here").status(409);
    }

    private static Problem refuse(String detail, Object... arguments) {
        return Problem.of("office/round")
                .detail("The round is refused: " + detail + ".", arguments)
                .remedy("Send the messages of all offices as they gave them, in index order, round after round.");
    }
}
