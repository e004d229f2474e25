package org.jianzheng.record;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.Cosignature;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.Vkey;

/** A log, a platform and three offices whose secrets the tests hold, and the trust folder that names them. */
public final class TrustFixture {
    public static final String ORIGIN = "log.example/witness/2026";
    public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();

    public final Authority authority;
    public final Signer seal;
    public final Signer combiner;
    public final NoteSigner log = NoteSigner.generate(ORIGIN, Vkey.Type.ED25519, RANDOM);
    public final List<NoteSigner> cosigners = new ArrayList<>();
    public final List<TrustedOffice> offices = new ArrayList<>();

    public TrustFixture() {
        this(SignatureSuite.P256);
    }

    public TrustFixture(SignatureSuite suite) {
        authority = Authority.create(new Subject("根", "示范认证中心", null), FROM, TO, suite);
        seal = signer("平台", Usage.SIGNING);
        combiner = signer("合成", Usage.ENCRYPTION);
        for (var name : List.of("notary", "supervisor", "discipline")) {
            var cosigner = NoteSigner.generate(name + ".example", Vkey.Type.COSIGNATURE, RANDOM);
            cosigners.add(cosigner);
            offices.add(new TrustedOffice(
                    name,
                    cosigner.vkey(),
                    signer(name, Usage.SIGNING).certificate(),
                    signer(name, Usage.ENCRYPTION).certificate(),
                    "http://127.0.0.1:9101"));
        }
    }

    public Signer signer(String name, Usage usage) {
        return authority.newSigner(new Subject(name, name, null), FROM, TO, usage);
    }

    public Policy policy() {
        var witnesses = offices.stream()
                .map(o -> new Policy.Witness(o.name(), o.cosigner(), Optional.empty()))
                .toList();
        return Policy.of(List.of(new Policy.Log(log.vkey(), Optional.empty())), witnesses, 2);
    }

    public TrustFolder folder() {
        return TrustFolder.of(
                policy(),
                offices,
                ORIGIN,
                List.of(seal.certificate()),
                List.of(combiner.certificate()),
                Anchors.of(List.of(authority.certificate())));
    }

    /** A head signed by the log and cosigned by the first {@code count} offices at {@code time}. */
    public SignedNote head(long size, byte[] root, int count, Instant time) {
        var checkpoint = new Checkpoint(ORIGIN, size, root);
        var note = SignedNote.of(checkpoint.text(), List.of(log.sign(checkpoint.text())));
        for (var cosigner : cosigners.subList(0, count)) {
            note = note.withSignature(Cosignature.sign(checkpoint, cosigner, time));
        }
        return note;
    }
}
