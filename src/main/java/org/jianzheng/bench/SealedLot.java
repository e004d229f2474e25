package org.jianzheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.DecryptionShare;
import org.jianzheng.sealing.Dkg;
import org.jianzheng.sealing.Hashing;
import org.jianzheng.sealing.Header;
import org.jianzheng.sealing.JointKey;
import org.jianzheng.sealing.KeyShare;
import org.jianzheng.sealing.OpeningKey;
import org.jianzheng.sealing.PackageInput;
import org.jianzheng.sealing.PackageWriter;
import org.jianzheng.sealing.Polynomial;
import org.jianzheng.sealing.SealedBid;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.TenderId;

/** A lot without a platform: a 2-of-3 key whose shares are all here, one bidder, and packages sealed to the key. */
final class SealedLot {
    private static final int N = 3;
    private static final int T = 2;
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");

    private final Suite suite;
    private final SecureRandom random = new SecureRandom();
    private final TenderId tender = TenderId.at(NOW);
    private final LotId lot = LotId.at(NOW);
    private final String ceremony = "11".repeat(32);
    private final Authority authority;
    private final Signer bidder;
    private final JointKey key;
    private final List<KeyShare> shares;

    SealedLot(Suite suite) {
        this.suite = suite;
        authority = Authority.create(
                new Subject("bench", "bench", null), NOW, NOW.plus(Duration.ofDays(365)), suite.signatures());
        bidder = authority.newSigner(
                new Subject("bidder", "bidder", null), NOW, NOW.plus(Duration.ofDays(365)), Authority.Usage.SIGNING);
        var plan = new Dkg.Ceremony(suite, Hashing.h(suite, "bench").bytes(), N, T);
        var dealers = Stream.generate(() -> Polynomial.random(suite, T, random))
                .limit(N)
                .toList();
        var reveals = new ArrayList<Dkg.Reveal>();
        for (int i = 1; i <= N; i++) {
            reveals.add(Dkg.reveal(plan, i, dealers.get(i - 1), random));
        }
        key = Dkg.jointKey(plan, reveals);
        shares = new ArrayList<>();
        for (int j = 1; j <= N; j++) {
            int custodian = j;
            var dealt =
                    dealers.stream().map(dealer -> dealer.shareFor(custodian)).toList();
            shares.add(Dkg.keyShare(plan, j, dealt, reveals));
        }
    }

    Authority authority() {
        return authority;
    }

    /** Seals one file on so many threads into a fresh folder. */
    SealedPackage seal(Path file, Path folder, int threads) {
        var form = new BidForm(
                1,
                tender,
                lot,
                "bidder",
                Money.ofYuan("4980000"),
                180,
                "合格",
                new BidForm.ProjectManager("张三", "京1112026000001"),
                Map.of());
        var files = List.of(new PackageInput.FileToSeal(file, "file.bin", "application/octet-stream"));
        var input = PackageInput.of(key.q(), tender, lot, "opening", bidder, form.bytes(), files);
        return PackageWriter.write(input.with(8 << 20, threads), folder);
    }

    /** The package as the opening sees it. */
    SealedBid submitted(SealedPackage made) {
        var folder = made.directory();
        try {
            return new SealedBid(
                    key.q(),
                    tender,
                    lot,
                    "opening",
                    Certificates.id(bidder.certificate()),
                    made.manifestHash(),
                    made.header(),
                    made.parts(),
                    Files.readAllBytes(folder.resolve(SealedPackage.HEADER)),
                    (index, hash) -> Files.newInputStream(folder.resolve(SealedPackage.partName(index))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a quorum gives for one bid. */
    Shares shares(SealedPackage made, SealedBid bid) {
        var ctx = Hashing.ctx(
                suite,
                ceremony,
                tender,
                lot,
                "opening",
                BidId.at(NOW),
                made.header().hash());
        var r = Header.parse(key.q(), bid.headerBytes()).r();
        var given = shares.stream()
                .limit(T)
                .map(share -> DecryptionShare.compute(share, r, ctx, random))
                .toList();
        return new Shares(ctx, given);
    }

    /** Shares of one bid with the context that their proofs are made for. */
    record Shares(byte[] ctx, List<DecryptionShare> given) {}

    OpeningKey combine(SealedBid bid, Shares given) {
        return OpeningKey.combine(key, Header.parse(key.q(), bid.headerBytes()).r(), given.ctx(), given.given());
    }

    /** What {@code openssl} is told to seal a file as we do, to a certificate made in {@code folder}. */
    String[] cmsEncrypt(Path in, Path out, Path folder) {
        return new String[] {
            "cms",
            "-encrypt",
            "-binary",
            "-stream",
            "-aes-256-gcm",
            "-outform",
            "DER",
            "-in",
            in.toString(),
            "-out",
            out.toString(),
            "-recip",
            encryptionCertificate(folder).toString(),
            "-keyopt",
            "ecdh_kdf_md:sha256"
        };
    }

    /** A certificate with its key, as files for openssl. */
    private Path encryptionCertificate(Path folder) {
        var signer = authority.newSigner(
                new Subject("recipient", "recipient", null),
                NOW,
                NOW.plus(Duration.ofDays(365)),
                Authority.Usage.ENCRYPTION);
        try {
            pem(
                    folder.resolve("recipient.pem"),
                    "CERTIFICATE",
                    signer.certificate().getEncoded());
            pem(folder.resolve("recipient.key"), "PRIVATE KEY", signer.key().getEncoded());
            return folder.resolve("recipient.pem");
        } catch (IOException | java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException("Cannot write the recipient's certificate", e);
        }
    }

    private static void pem(Path file, String what, byte[] der) throws IOException {
        var text = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n",
                StandardCharsets.US_ASCII);
    }

    static List<ObjectRef> objects(SealedPackage made) {
        return Stream.concat(Stream.of(made.header()), made.parts().stream()).toList();
    }
}
