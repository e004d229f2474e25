package org.jianzheng.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Signer;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.Unopenable.Blame;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bid of two envelopes, each sealed to the key of its own stage. */
@InBothSuites
class TwoEnvelopesTest {
    private static final String TECHNICAL = "technical";
    private static final String PRICE = "price";

    private final Suite suite;
    private final TestBid people;
    private final TestOffices first;
    private final TestOffices second;

    TwoEnvelopesTest(Suite suite) {
        this.suite = suite;
        this.people = TestBid.in(suite);
        this.first = TestOffices.of(suite, 3, 2);
        this.second = TestOffices.of(suite, 4, 3);
    }

    @TempDir
    Path dir;

    private SealedPackage technical;
    private SealedPackage price;
    private SubmissionStatement statement;

    @BeforeEach
    void seal() {
        technical = seal(first, TECHNICAL, "the method", people.bidder);
        price = seal(second, PRICE, "the price 4980000", people.bidder);
        statement = SealedPackage.statement(BidId.at(TestBid.NOW), 1, null, List.of(technical, price));
    }

    private SealedPackage seal(TestOffices offices, String stage, String form, Signer bidder) {
        var input = PackageInput.of(
                offices.key.q(), TestBid.TENDER, TestBid.LOT, stage, bidder, form.getBytes(UTF_8), List.of());
        return PackageWriter.write(
                input, dir.resolve(stage + "-" + bidder.certificate().getSerialNumber()));
    }

    @Test
    void eachEnvelopeHasItsOwnKeysSlipAndPlaceInTheStatement() {
        assertEquals(null, statement.manifest());
        assertEquals(technical.manifestHash(), statement.manifest(TECHNICAL));
        assertEquals(price.manifestHash(), statement.manifest(PRICE));
        assertNotEquals(kid(technical), kid(price));
        assertEquals(statement, SubmissionStatement.read(statement.bytes()));
    }

    @Test
    void theQuorumOfAStageOpensItsOwnEnvelopeOnly() throws IOException {
        var opened = assertInstanceOf(OpenedBid.class, open(first, TECHNICAL, technical, sealed(TECHNICAL, technical)));
        assertArrayEquals("the method".getBytes(UTF_8), opened.form());
        assertEquals(1, opened.files().size());
        // Shares of the first key for the second envelope's own header make a key that unwraps nothing.
        var r = Header.parse(second.key.q(), header(price)).r();
        var wrong = first.open(r);
        var outcome =
                assertInstanceOf(Unopenable.class, BidOpener.open(sealed(PRICE, price), wrong, dir.resolve("wrong")));
        assertEquals("header-content", outcome.reason());
        assertFalse(Files.exists(dir.resolve("wrong")));
        var later = assertInstanceOf(OpenedBid.class, open(second, PRICE, price, sealed(PRICE, price)));
        assertArrayEquals("the price 4980000".getBytes(UTF_8), later.form());
    }

    @Test
    void aStageTakesNoEnvelopeOfAnotherKey() {
        assertThrows(Problem.class, () -> of(TECHNICAL, second, technical));
        assertThrows(Problem.class, () -> of("opening", first, technical));
        assertTrue(statement.envelope("opening").isEmpty());
        assertThrows(Problem.class, () -> statement.manifest("opening"));
    }

    @Test
    void aSlipOfTheOtherEnvelopeIsTheBiddersDoing() {
        // The hashes of the two slips changed places in the signed statement.
        var swapped = new SubmissionStatement(
                1,
                statement.suite(),
                statement.tender(),
                statement.lot(),
                statement.id(),
                1,
                null,
                null,
                IntStream.range(0, 2)
                        .mapToObj(i -> with(
                                statement.envelopes().get(i),
                                statement.envelopes().get(1 - i).manifest()))
                        .toList());
        var bid = SealedBid.of(swapped, bidder(), TECHNICAL, first.key.q(), header(technical), objects(technical));
        var outcome = assertInstanceOf(Unopenable.class, open(first, TECHNICAL, technical, bid));
        assertEquals("manifest-hash", outcome.reason());
        assertEquals(Blame.BIDDER, outcome.blame());
    }

    @Test
    void envelopesOfTwoBiddersAreNoBid() {
        var foreign = seal(second, PRICE, "another's price", people.signer("Other"));
        assertThrows(
                Problem.class,
                () -> SealedPackage.statement(BidId.at(TestBid.NOW), 1, null, List.of(technical, foreign)));
    }

    private static SubmissionStatement.Envelope with(SubmissionStatement.Envelope from, String manifest) {
        return new SubmissionStatement.Envelope(from.stage(), from.openingKey(), from.header(), from.parts(), manifest);
    }

    private OpeningOutcome open(TestOffices offices, String stage, SealedPackage made, SealedBid bid) {
        var r = Header.parse(offices.key.q(), header(made)).r();
        return BidOpener.open(bid, offices.open(r), dir.resolve("opened-" + stage));
    }

    private SealedBid sealed(String stage, SealedPackage made) {
        return of(stage, stage.equals(PRICE) ? second : first, made);
    }

    private SealedBid of(String stage, TestOffices offices, SealedPackage made) {
        return SealedBid.of(statement, bidder(), stage, offices.key.q(), header(made), objects(made));
    }

    private String bidder() {
        return Certificates.id(people.bidder.certificate());
    }

    private static byte[] header(SealedPackage made) {
        return TestBid.read(made.directory().resolve(SealedPackage.HEADER));
    }

    /** The first 16 bytes after the frame's fixed beginning: the key identifier that every part of a bid carries. */
    private String kid(SealedPackage made) {
        var part = TestBid.read(made.directory().resolve(SealedPackage.partName(0)));
        return java.util.HexFormat.of().formatHex(part).replaceFirst(".*?0410(.{32}).*", "$1");
    }

    private static SealedBid.Objects objects(SealedPackage made) {
        return (index, hash) -> Files.newInputStream(made.directory().resolve(SealedPackage.partName(index)));
    }
}
