package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.Signer;
import org.jianzheng.sealing.PackageInput.FileToSeal;
import org.jianzheng.sealing.Unopenable.Blame;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package opens as it was sealed, or not at all, and then it is said why and by whom. */
@InBothSuites
class PackageTest {
    private static final int PART = 128 << 10;

    private final Suite suite;
    private final TestBid people;
    private final TestOffices offices;
    private final Point q;

    PackageTest(Suite suite) {
        this.suite = suite;
        this.people = TestBid.in(suite);
        this.offices = TestOffices.of(suite, 3, 2);
        this.q = offices.key.q();
    }

    @TempDir
    Path dir;

    private byte[] plan;
    private SealedPackage made;

    @BeforeEach
    void seal() throws IOException {
        plan = new byte[3 * PART + 17];
        new Random(1).nextBytes(plan);
        Files.write(dir.resolve("plan.pdf"), plan);
        Files.write(dir.resolve("note"), "x".getBytes(StandardCharsets.US_ASCII));
        made = PackageWriter.write(input().with(PART, 2), dir.resolve("package"));
    }

    private PackageInput input() {
        return TestBid.input(
                q,
                List.of(
                        new FileToSeal(dir.resolve("plan.pdf"), "施工组织设计.pdf", "application/pdf"),
                        new FileToSeal(dir.resolve("note"), "note.txt", "text/plain")));
    }

    @Test
    void opensAsItWasSealed() throws IOException {
        var opened = assertInstanceOf(OpenedBid.class, open(TestBid.submitted(q, made)));
        assertArrayEquals(TestBid.FORM.bytes(), opened.form());
        assertEquals(TestBid.FORM, BidForm.read(opened.form()));
        assertArrayEquals(plan, Files.readAllBytes(opened.files().get(1)));
        assertEquals("施工组织设计.pdf", opened.files().get(1).getFileName().toString());
        assertEquals("x", Files.readString(opened.files().get(2)));
        assertEquals(people.bidder.certificate(), opened.signer());
        assertEquals(made.manifestHash(), suite.hex(opened.slip()));
        assertArrayEquals(opened.slip(), Files.readAllBytes(made.directory().resolve(SealedPackage.SLIP)));
        opened.manifest().checkForm(opened.form());
        assertEquals(64 << 10, opened.manifest().form().parts().get(0).size());
        assertEquals(0, Cms.verify(opened.slip()).content().length % 4096);
        assertEquals(6, made.parts().size());
    }

    @Test
    void sizesDoNotTellHowLongTheFormIs() {
        var longer = new BidForm(
                1,
                TestBid.TENDER,
                TestBid.LOT,
                "乙建设集团股份有限公司",
                org.jianzheng.shared.Money.ofYuan("123456789.01"),
                1800,
                "优良",
                TestBid.FORM.projectManager(),
                TestBid.FORM.items());
        var other = PackageWriter.write(
                PackageInput.of(q, TestBid.TENDER, TestBid.LOT, "opening", people.bidder, longer.bytes(), List.of()),
                dir.resolve("longer"));
        assertEquals(made.parts().get(0).size(), other.parts().get(0).size());
    }

    @Test
    void samePackageTwiceSharesNoObject() {
        var again = PackageWriter.write(input().with(PART, 1), dir.resolve("again"));
        assertTrue(Collections.disjoint(made.parts(), again.parts()));
        assertFalse(made.manifestHash().equals(again.manifestHash()));
    }

    @Test
    void progressReachesTheTotal() {
        var last = new AtomicLong();
        PackageWriter.write(
                input().with(PART, 2).withProgress((done, total) -> {
                    assertEquals(plan.length + 1 + (64 << 10), total);
                    last.accumulateAndGet(done, Math::max);
                }),
                dir.resolve("watched"));
        assertEquals(plan.length + 1 + (64 << 10), last.get());
    }

    @Test
    void nothingRemainsOfAPackageThatCouldNotBeMade() throws IOException {
        var bad = TestBid.input(
                q,
                List.of(
                        new FileToSeal(dir.resolve("plan.pdf"), "a.pdf", "application/pdf"),
                        new FileToSeal(dir.resolve("plan.pdf"), "A.PDF", "application/pdf")));
        assertThrows(Problem.class, () -> PackageWriter.write(bad, dir.resolve("bad")));
        try (var left = Files.list(dir.resolve("bad"))) {
            assertEquals(0, left.count());
        }
        assertThrows(Problem.class, () -> PackageWriter.write(input(), dir));
    }

    @Test
    void emptyOrMissingFilesAreNotSealed() throws IOException {
        Files.createFile(dir.resolve("empty"));
        for (var name : List.of("empty", "missing")) {
            var input = TestBid.input(q, List.of(new FileToSeal(dir.resolve(name), name, "text/plain")));
            assertThrows(Problem.class, () -> PackageWriter.write(input, dir.resolve("p-" + name)));
        }
    }

    @Test
    void objectThatIsNotTheStatedOneIsThePlatforms() throws IOException {
        var bid = TestBid.submitted(q, made);
        var part = made.directory().resolve(SealedPackage.partName(2));
        var bytes = Files.readAllBytes(part);
        bytes[5000] ^= 1;
        Files.write(part, bytes);
        assertRefused("part-hash", Blame.PLATFORM, bid);
        Files.write(part, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused("part-hash", Blame.PLATFORM, bid);
        Files.delete(part);
        assertRefused("part-hash", Blame.PLATFORM, bid);
        var header = bid.headerBytes().clone();
        header[header.length - 1] ^= 1;
        assertRefused("header-hash", Blame.PLATFORM, withHeader(bid, bid.header(), header));
        assertFalse(Files.exists(dir.resolve("out")));
    }

    @Test
    void failureOfStorageSaysNothingAboutTheBid() {
        var bid = TestBid.submitted(q, made);
        var broken = new SealedBid(
                q,
                bid.tender(),
                bid.lot(),
                bid.stage(),
                bid.bidder(),
                bid.manifest(),
                bid.header(),
                bid.parts(),
                bid.headerBytes(),
                (index, hash) -> {
                    throw new IOException("connection reset");
                });
        assertThrows(UncheckedIOException.class, () -> open(broken));
        assertFalse(Files.exists(dir.resolve("out")));
    }

    @Test
    void partsSwappedOrMissingAreTheBidders() throws IOException {
        var one = made.directory().resolve(SealedPackage.partName(1));
        var two = made.directory().resolve(SealedPackage.partName(2));
        var bytes = Files.readAllBytes(one);
        Files.write(one, Files.readAllBytes(two));
        Files.write(two, bytes);
        assertRefused("part-order", Blame.BIDDER, TestBid.submitted(q, made));
        Files.delete(made.directory().resolve(SealedPackage.partName(5)));
        assertRefused("part-count", Blame.BIDDER, TestBid.submitted(q, made));
    }

    @Test
    void headerThatIsStatedButBadIsTheBidders() throws IOException {
        var bid = TestBid.submitted(q, made);
        var header = bid.headerBytes().clone();
        header[header.length - 1] ^= 1; // the tag
        assertRefused("header-content", Blame.BIDDER, withHeader(bid, TestBid.ref(suite, header), header));
        header[4] ^= 1;
        assertRefused("header-form", Blame.BIDDER, withHeader(bid, TestBid.ref(suite, header), header));
        var other = TestOffices.of(suite, 3, 2);
        var foreign =
                PackageWriter.write(TestBid.input(other.key.q(), List.of()).with(PART, 1), dir.resolve("foreign"));
        var bytes = TestBid.read(foreign.directory().resolve(SealedPackage.HEADER));
        var refused = BidOpener.checkHeader(withHeader(bid, TestBid.ref(suite, bytes), bytes));
        assertEquals("header-form", refused.reason());
        assertNull(BidOpener.checkHeader(bid));
    }

    @Test
    void headerMayAlsoBeSealedToTheBidderItself() {
        var cek = new byte[suite.cipher().keySize()];
        var own = people.encryption("Bidder");
        var ownPoint = Point.of(suite, own.certificate().getPublicKey());
        var forOffices = suite.recipients().to(q, cek, TestOffices.RANDOM);
        var forBidder = suite.recipients().to(ownPoint, cek, TestOffices.RANDOM);
        var plain = "x".getBytes(StandardCharsets.US_ASCII);
        for (var order : List.of(List.of(forOffices, forBidder), List.of(forBidder, forOffices))) {
            var set = org.bouncycastle.util.Arrays.concatenate(
                    order.get(0).encode(), order.get(1).encode());
            var header = Frame.seal(suite, set, cek, new byte[Suite.NONCE], plain);
            assertEquals(forOffices.r(), Header.parse(q, header).r());
            assertArrayEquals(plain, ShareEnvelope.open(header, own.key(), own.certificate()));
        }
        var twice = org.bouncycastle.util.Arrays.concatenate(forOffices.encode(), forOffices.encode());
        var ambiguous = Frame.seal(suite, twice, cek, new byte[Suite.NONCE], plain);
        assertThrows(Problem.class, () -> Header.parse(q, ambiguous));
    }

    @Test
    void packageOfAnotherBidderTenderLotStageOrKeyIsRefused() {
        var rival = people.signer("Rival");
        var files = List.<FileToSeal>of();
        var form = TestBid.FORM.bytes();
        record Case(String reason, TenderId tender, LotId lot, String stage, Signer signer) {}
        var other = TestBid.NOW.plusSeconds(9);
        var cases = List.of(
                new Case("manifest-tender", TenderId.at(other), TestBid.LOT, "opening", people.bidder),
                new Case("manifest-lot", TestBid.TENDER, LotId.at(other), "opening", people.bidder),
                new Case("manifest-envelope", TestBid.TENDER, TestBid.LOT, "price", people.bidder),
                new Case("manifest-signer", TestBid.TENDER, TestBid.LOT, "opening", rival));
        for (var c : cases) {
            var input = PackageInput.of(q, c.tender, c.lot, c.stage, c.signer, form, files);
            assertRefused(
                    c.reason, Blame.BIDDER, TestBid.submitted(q, PackageWriter.write(input, dir.resolve(c.reason))));
        }
    }

    @Test
    void manifestThatSaysSomethingElseIsRefused() {
        var other = "ab".repeat(32);
        assertRefused("manifest-bidder", resealed(m -> copy(m, other, m.openingKey(), m.salt(), m.files())));
        assertRefused("manifest-openingKey", resealed(m -> copy(m, m.bidder(), other, m.salt(), m.files())));
        assertRefused("part-plaintext", resealed(m -> copy(m, m.bidder(), m.openingKey(), m.salt(), wrongHash(m))));
        assertRefused("padding", resealed(m -> copy(m, m.bidder(), m.openingKey(), m.salt(), shorterForm(m))));
    }

    @Test
    void manifestHashOfTheStatementBinds() {
        var bid = TestBid.submitted(q, made.directory(), "00".repeat(32));
        assertRefused("manifest-hash", Blame.BIDDER, bid);
    }

    @Test
    void keyOfAnotherHeaderDoesNotOpen() {
        var bid = TestBid.submitted(q, made);
        var key = offices.open(Scalar.random(suite, TestOffices.RANDOM).timesGenerator());
        assertThrows(IllegalArgumentException.class, () -> BidOpener.open(bid, key, dir.resolve("out")));
    }

    @Test
    void anotherFormThanTheSignedOneIsNoticed() {
        var form = TestBid.FORM.bytes();
        made.manifest().checkForm(form);
        form[form.length - 3] ^= 1;
        assertThrows(Problem.class, () -> made.manifest().checkForm(form));
        assertThrows(Problem.class, () -> made.manifest().checkForm(new byte[0]));
    }

    /** Seals the same parts under a manifest changed by {@code change}, signed anew by the bidder. */
    private SealedBid resealed(UnaryOperator<Manifest> change) {
        var bid = TestBid.submitted(q, made);
        var header = Header.parse(q, bid.headerBytes());
        var contents = header.open(offices.open(header.r()));
        var slip = Cms.sign(change.apply(made.manifest()).write(), people.bidder);
        var bytes = Header.make(q, contents.key(), slip, TestOffices.RANDOM);
        return new SealedBid(
                q,
                bid.tender(),
                bid.lot(),
                bid.stage(),
                bid.bidder(),
                suite.hex(slip),
                TestBid.ref(suite, bytes),
                bid.parts(),
                bytes,
                bid.objects());
    }

    private static Manifest copy(Manifest m, String bidder, String key, String salt, List<ManifestFile> files) {
        return new Manifest(m.v(), m.suite(), m.tender(), m.lot(), m.envelope(), bidder, key, salt, files, "");
    }

    private static List<ManifestFile> wrongHash(Manifest m) {
        var part = m.files().get(2).parts().get(0);
        var files = new ArrayList<>(m.files());
        files.set(
                2,
                new ManifestFile(
                        "note.txt",
                        "text/plain",
                        1,
                        List.of(new ManifestPart(part.hash(), part.size(), "ab".repeat(32)))));
        return files;
    }

    private static List<ManifestFile> shorterForm(Manifest m) {
        var files = new ArrayList<>(m.files());
        files.set(
                0,
                new ManifestFile(
                        Manifest.FORM,
                        "application/json",
                        m.form().size() - 1,
                        m.form().parts()));
        return files;
    }

    private static SealedBid withHeader(SealedBid bid, ObjectRef ref, byte[] header) {
        return new SealedBid(
                bid.q(),
                bid.tender(),
                bid.lot(),
                bid.stage(),
                bid.bidder(),
                bid.manifest(),
                ref,
                bid.parts(),
                header,
                bid.objects());
    }

    private OpeningOutcome open(SealedBid bid) {
        var r = Header.parse(q, TestBid.read(made.directory().resolve(SealedPackage.HEADER)))
                .r();
        try {
            r = Header.parse(q, bid.headerBytes()).r();
        } catch (Problem unreadable) {
            assertEquals("sealing/object", unreadable.slug());
        }
        return BidOpener.open(bid, offices.open(r), dir.resolve("out"));
    }

    private void assertRefused(String reason, SealedBid bid) {
        assertRefused(reason, Blame.BIDDER, bid);
    }

    private void assertRefused(String reason, Blame blame, SealedBid bid) {
        var refused = assertInstanceOf(Unopenable.class, open(bid));
        assertEquals(reason, refused.reason(), refused.detail());
        assertEquals(blame, refused.blame());
        assertFalse(Files.exists(dir.resolve("out")), "a refused bid leaves nothing");
        assertEquals(Certificates.id(people.bidder.certificate()), bid.bidder());
    }
}
