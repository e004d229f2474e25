package org.jianzheng.cli;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.record.Anchors;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OpeningCertificate;
import org.jianzheng.sealing.Point;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.Cosignature;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TlogProof;
import org.jianzheng.tlog.Vkey;

/** Everything around a bidder, its secrets in the test's hands: an authority, three offices, a log, one published lot. */
final class World {
    static final Instant NOW = Instant.parse("2026-03-23T00:00:00Z");
    static final Instant DEADLINE = Instant.parse("2026-03-23T01:30:00Z");
    static final String ORIGIN = "sandbox.example/log";

    private static final SecureRandom RANDOM = new SecureRandom();

    final TenderId tender = TenderId.at(NOW);
    final LotId lot = LotId.at(NOW);
    final Suite suite;
    final Authority authority;
    final Signer seal;
    final Signer combiner;
    final NoteSigner log = NoteSigner.generate(ORIGIN, Vkey.Type.ED25519, RANDOM);
    final List<Signer> signing = new ArrayList<>();
    private final List<NoteSigner> cosigners = new ArrayList<>();
    private final List<TrustedOffice> offices = new ArrayList<>();

    World() {
        this(SignatureSuite.P256);
    }

    World(SignatureSuite signatures) {
        suite = Suite.of(signatures.suiteName());
        authority = Authority.create(
                new Subject("根", "示范认证中心", null),
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(365)),
                signatures);
        seal = signer("平台", Usage.SIGNING);
        combiner = signer("合成", Usage.ENCRYPTION);
        for (var name : List.of("notary", "supervisor", "discipline")) {
            signing.add(signer(name, Usage.SIGNING));
            cosigners.add(NoteSigner.generate(name, Vkey.Type.COSIGNATURE, RANDOM));
            offices.add(new TrustedOffice(
                    name,
                    cosigners.get(cosigners.size() - 1).vkey(),
                    signing.get(signing.size() - 1).certificate(),
                    signer(name + " encryption", Usage.ENCRYPTION).certificate(),
                    null));
        }
    }

    Signer signer(String name, Usage usage) {
        return authority.newSigner(
                new Subject(name, name + "有限公司", null),
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(300)),
                usage);
    }

    TrustFolder trust() {
        var witnesses = offices.stream()
                .map(office -> new Policy.Witness(office.name(), office.cosigner(), Optional.empty()))
                .toList();
        return TrustFolder.of(
                Policy.of(List.of(new Policy.Log(log.vkey(), Optional.empty())), witnesses, 2),
                offices,
                ORIGIN,
                List.of(seal.certificate()),
                List.of(combiner.certificate()),
                Anchors.of(List.of(authority.certificate())));
    }

    /** Signed by the first {@code signed} offices. Every V equals Q: a polynomial is a polynomial, also a constant one. */
    LotAnswers.Key key(int signed) {
        var q = Point.of(suite, suite.signatures().newKeyPair().getPublic());
        var custodians = new ArrayList<CeremonyPlan.Custodian>();
        for (int i = 0; i < offices.size(); i++) {
            custodians.add(new CeremonyPlan.Custodian(
                    i + 1,
                    offices.get(i).name(),
                    Certificates.id(offices.get(i).signing()),
                    Certificates.id(offices.get(i).encryption())));
        }
        var text = java.util.Base64.getEncoder().encodeToString(q.enc());
        var statement = new KeyStatement(
                1,
                "opening",
                "c".repeat(64),
                suite.name(),
                tender,
                lot,
                "opening",
                3,
                2,
                text,
                List.of(text, text, text),
                "d".repeat(64),
                Instants.format(DEADLINE),
                3,
                1,
                3,
                ORIGIN,
                Certificates.id(combiner.certificate()),
                "e".repeat(64),
                custodians);
        var certificate = OpeningCertificate.issue(q, "opening", NOW, DEADLINE, seal, RANDOM);
        return new LotAnswers.Key(
                statement.ceremony(),
                statement.key(),
                signing.stream().limit(signed).map(statement::sign).toList(),
                List.of(),
                Certificates.der(certificate));
    }

    LotAnswers.Tender notice(LotAnswers.Key key) {
        var deadline = Instants.format(DEADLINE);
        var keys = List.of(new Notice.StageKey("opening", key.ceremony(), key.openingKey()));
        var notice = new Notice(
                "p",
                "P-1",
                "项目",
                "T-1",
                "招标",
                "engineering",
                "open",
                suite.name(),
                "招标人",
                "f".repeat(64),
                List.of(),
                new Notice.Offices(3, 2),
                List.of(new Notice.FormItem("安全目标", "安全目标", null)),
                90,
                Map.of(),
                List.of(new Notice.Lot(lot.toString(), "1", "一标段", Money.ofYuan("5000000"), deadline, keys)));
        var shown = new LotAnswers.Lot(tender.toString(), lot.toString(), "1", "一标段", deadline, "BIDDING");
        return new LotAnswers.Tender(tender.toString(), "T-1", "招标", List.of(shown), notice);
    }

    /** The receipt of one act in a log of its own, cosigned by the first {@code count} offices at {@code time}. */
    Receipt receipt(RecordType type, Signer actor, byte[] cms, int count, Instant time) {
        var record = new WitnessRecord(
                1,
                "0195c2f0-0000-7000-8000-000000000001",
                type,
                tender,
                lot,
                Certificates.id(actor.certificate()),
                NOW,
                Canonical.tree(Map.of()),
                cms);
        var salt = new byte[32];
        var root = Merkle.leafHash(Commitment.entry(salt, record.bytes()));
        var checkpoint = new Checkpoint(ORIGIN, 1, root);
        var note = SignedNote.of(checkpoint.text(), List.of(log.sign(checkpoint.text())));
        for (var cosigner : cosigners.subList(0, count)) {
            note = note.withSignature(Cosignature.sign(checkpoint, cosigner, time));
        }
        return Receipt.sign(record.bytes(), salt, new TlogProof(0, List.of(), note).bytes(), seal);
    }
}
