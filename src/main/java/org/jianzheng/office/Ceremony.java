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
import org.jianzheng.sealing.DealtEnvelope;
import org.jianzheng.sealing.Dkg;
import org.jianzheng.sealing.KeyShare;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.Polynomial;
import org.jianzheng.sealing.Scalar;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;

/**
 * One ceremony at this office, round by round. Each round's answer is stored with the question it answers, so a platform
 * that lost it gets the same bytes, and one that shows this office other messages than before gets nothing.
 */
final class Ceremony {
    private static final String STATEMENT = "statement.json";
    private static final String FAILED = "failed";

    /** The dealer's secrets between plan and key statement. */
    private record Dealer(List<String> coefficients, String c, String z, String salt, String envelopes) {
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
                    HexFormat.of().formatHex(reveal.salt()),
                    HexFormat.of().formatHex(Commitment.newSalt()));
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
                    var share = polynomial().shareFor(custodian.index());
                    var to = trustee.trust().office(custodian.name()).encryption();
                    envelopes.add(new OfficeCall.ShareTo(
                            custodian.index(), DealtEnvelope.seal(suite, share, to, seed(custodian.index()))));
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

    /**
     * M3, accused: shows what this office dealt to each that complains of it, which gives nobody more than its own share.
     * The ceremony is over with that; its key is never stated here.
     */
    byte[] justify(List<byte[]> acks) {
        StoredAnswer.read(place.resolve("reveal.json")).orElseThrow(this::tooEarly);
        if (StoredAnswer.read(place.resolve(STATEMENT)).isPresent()) {
            throw refuse("the key is stated").status(409);
        }
        var shown = new ArrayList<CeremonyMessage.JustifiedShare>();
        for (var cms : acks) {
            var ack = SignedForm.read(cms, Ack.class);
            requireOf(ack, "an ack");
            if (ack.form().complaints().contains(own)) {
                int to = ack.form().index();
                var share = polynomial().shareFor(to);
                shown.add(new CeremonyMessage.JustifiedShare(
                        to, share.hex(), HexFormat.of().formatHex(seed(to))));
            }
        }
        if (shown.isEmpty()) {
            throw refuse("nobody complains of this office");
        }
        fail("complaints of this office");
        return CeremonyMessage.Justify.of(plan, own, shown)
                .sign(trustee.identity().signing());
    }

    /** Whatever comes now, no key of this ceremony is stated here; its secrets go with {@link #forget}. */
    void fail(String why) {
        if (Disk.readIfThere(place.resolve(FAILED)).isEmpty()) {
            DurableFile.replace(place.resolve(FAILED), why.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** A higher attempt has begun: what this one was to share is nobody's any more. */
    void forget() {
        if (StoredAnswer.read(place.resolve(STATEMENT)).isEmpty()) {
            fail("a higher attempt");
            trustee.vault().destroy(place.resolve("dealer"));
            trustee.vault().destroy(place.resolve("share"));
        }
    }

    /** M4: signs the key statement when everybody saw the same and nobody complains. */
    byte[] state(List<byte[]> acks, Keys keys) {
        var contents = contents(acks, Ack.class);
        requireOwn(contents, "ack.json");
        if (Disk.readIfThere(place.resolve(FAILED)).isPresent()) {
            throw refuse("this ceremony has failed").status(409);
        }
        var file = place.resolve(STATEMENT);
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

    private byte[] seed(int to) {
        return DealtEnvelope.seed(suite, HexFormat.of().parseHex(dealer().envelopes()), to);
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
            requireOf(signed, "message " + custodian.index());
            if (signed.form().index() != custodian.index()) {
                throw refuse("message %d is not office %s's", custodian.index(), custodian.name());
            }
            contents.add(signed.content());
        }
        return contents;
    }

    /** A message of this ceremony, signed by the custodian whose index it bears. */
    private void requireOf(SignedForm<? extends CeremonyMessage> signed, String what) {
        var form = signed.form();
        boolean holds = form.ceremony().equals(plan.ceremony())
                && form.index() <= plan.n()
                && plan.custodians().get(form.index() - 1).signing().equals(signed.signerId());
        if (!holds) {
            throw refuse("%s is not of this ceremony, or not signed by its office", what);
        }
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
