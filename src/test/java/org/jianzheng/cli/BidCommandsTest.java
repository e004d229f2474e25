package org.jianzheng.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Pkcs12;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A bid from sealing to a receipt, in this process; the platform is played. */
@ParameterizedClass
@EnumSource
class BidCommandsTest {
    private final SignatureSuite suite;
    private final World world;
    private final Signer bidder;

    @TempDir
    Path folder;

    private Path sealed;
    private LotAnswers.Key key;

    BidCommandsTest(SignatureSuite suite) {
        this.suite = suite;
        this.world = new World(suite);
        this.bidder = world.signer("甲建设", Usage.SIGNING);
    }

    @BeforeEach
    void writeFiles() throws IOException {
        key = world.key(3);
        sealed = folder.resolve("package");
        Files.write(folder.resolve("me.p12"), Pkcs12.write(bidder, List.of(), "test password".toCharArray()));
        world.trust().write(folder.resolve("trust"));
        Files.write(folder.resolve("notice.json"), Canonical.write(world.notice(key)));
        saveKey(key);
        Files.writeString(folder.resolve("技术标.pdf"), "%PDF-1.4\n/Author (Zhang San)\n");
    }

    @Test
    void sealsNothingWithACertificateOfTheOtherSuite() throws IOException {
        var other = suite == SignatureSuite.P256 ? SignatureSuite.SM2 : SignatureSuite.P256;
        var stranger = new World(other).signer("乙建设", Usage.SIGNING);
        Files.write(folder.resolve("me.p12"), Pkcs12.write(stranger, List.of(), "test password".toCharArray()));
        var run = seal();
        assertFalse(run.status() == 0);
        assertTrue(run.err().contains("identity new --suite " + suite.suiteName()), run.err());
        assertFalse(Files.exists(sealed));
    }

    private void saveKey(LotAnswers.Key answer) throws IOException {
        Files.write(folder.resolve("key.json"), Canonical.write(answer));
    }

    private ToolRun seal(String... more) {
        var arguments = new ArrayList<>(List.of("bid", "seal", "--lot", world.lot.toString()));
        arguments.addAll(List.of("--identity", path("me.p12"), "--trust", path("trust")));
        arguments.addAll(List.of("--notice", path("notice.json"), "--key", path("key.json"), "--out", path("package")));
        arguments.addAll(List.of("--price", "4980000", "--period", "180", "--quality", "合格"));
        arguments.addAll(List.of("--manager", "张三", "--manager-certificate", "京1112026000001"));
        arguments.addAll(List.of("--item", "安全目标=无事故", "--file", path("技术标.pdf"), "--quiet"));
        arguments.addAll(List.of(more));
        return ToolRun.of(arguments.toArray(String[]::new));
    }

    private ToolRun submit(PlayedPlatform platform, Instant now) {
        return ToolRun.at(
                now,
                Map.of(TrustOption.VARIABLE, path("trust")),
                "bid",
                "submit",
                path("package"),
                "--identity",
                path("me.p12"),
                "--platform",
                platform.base().toString(),
                "--quiet");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void sealsOfflineAndSaysSandboxFirst() throws IOException {
        var run = seal();
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("沙箱 SANDBOX"), run.out());
        assertTrue(run.out().contains("¥4,980,000.00"), run.out());
        assertTrue(run.err().contains("Author = Zhang San"), run.err());
        for (var file : List.of("header.p7m", "part-00000.p7m", "slip.p7s", "bid-form.json", "statement.json")) {
            assertTrue(Files.exists(sealed.resolve(file)), file);
        }
        assertEquals(world.lot, SealedDraft.read(sealed).lot());
        var again = seal();
        assertEquals(3, again.status());
        assertTrue(again.err().contains("cli/exists"), again.err());
    }

    @Test
    void doesNotSealToAKeyThatAnOfficeHasNotSigned() throws IOException {
        saveKey(new LotAnswers.Key(
                key.ceremony(), key.openingKey(), key.statements().subList(0, 2), List.of(), key.certificate()));
        var run = seal();
        assertEquals(1, run.status());
        assertTrue(run.err().startsWith("错误 · Error: 开标公钥不可使用"), run.err());
        assertTrue(run.err().contains("discipline has not signed"), run.err());
        assertFalse(Files.exists(sealed.resolve("header.p7m")));
    }

    @Test
    void doesNotSealToAKeyThatTheNoticeDoesNotName() throws IOException {
        saveKey(world.key(3));
        assertEquals(1, seal().status());
    }

    @Test
    void warnsOfAPriceAboveTheCeilingAndOfMissingItems() {
        var run = seal("--item", "别的=有");
        assertTrue(run.err().contains("does not ask for the item 别的"), run.err());
        assertFalse(run.err().contains("ceiling"), run.err());
    }

    @Test
    void aFormThatLacksAFieldIsRefusedByItsName() throws IOException {
        Files.writeString(folder.resolve("form.json"), "{\"periode\":180}");
        var run = seal("--form", path("form.json"));
        assertEquals(3, run.status());
        assertTrue(run.err().contains("periode"), run.err());
        assertFalse(Files.exists(sealed));
    }

    @Test
    void submitsAndPrintsDeliveredOnlyForACosignedReceipt() {
        seal();
        try (var platform = new PlayedPlatform(world, bidder, key)) {
            var run = submit(platform, World.NOW);
            assertEquals(0, run.status(), run.err());
            assertTrue(run.out().contains("已送达"), run.out());
            var receipt = sealed.resolve("receipt").toString();
            var slip = sealed.resolve("slip.p7s").toString();
            var verified = ToolRun.of("receipt", "verify", receipt, "--trust", path("trust"), "--slip", slip);
            assertEquals(0, verified.status(), verified.err());
            assertTrue(verified.out().contains("¥4,980,000.00"), verified.out());
        }
    }

    @Test
    void withoutAQuorumItRaisesTheAlarmWhenTheGraceIsOver() {
        seal();
        try (var platform = new PlayedPlatform(world, bidder, key)) {
            platform.cosigners = 1;
            var run = submit(platform, World.DEADLINE.plusSeconds(3));
            assertEquals(3, run.status(), run.out());
            assertFalse(run.out().contains("已送达"), run.out());
            assertTrue(run.err().contains("警报"), run.err());
        }
    }

    @Test
    void cosignaturesAfterTheGraceDeliverNothing() {
        seal();
        try (var platform = new PlayedPlatform(world, bidder, key)) {
            platform.cosignedAt = World.DEADLINE.plusSeconds(4);
            assertEquals(3, submit(platform, World.DEADLINE.plusSeconds(5)).status());
        }
    }

    @Test
    void goesOnWithTheSameStatementAndSendsOnlyWhatIsMissing() throws IOException {
        seal();
        try (var platform = new PlayedPlatform(world, bidder, key)) {
            platform.breakAt = 2;
            assertEquals(3, submit(platform, World.NOW).status());
            var statement = Files.readAllBytes(sealed.resolve("submission.p7s"));
            assertEquals(2, platform.arrived.size());
            platform.breakAt = -1;
            platform.calls.clear();
            assertEquals(0, submit(platform, World.NOW).status());
            assertArrayEquals(statement, Files.readAllBytes(sealed.resolve("submission.p7s")));
            assertEquals(
                    1,
                    platform.calls.stream()
                            .filter(call -> call.startsWith("PUT"))
                            .count());
            // Once more: the bid is made, the receipt is fetched.
            assertEquals(0, submit(platform, World.NOW).status());
        }
    }

    @Test
    void keepsTheSignedRefusalAndExitsWithOne() {
        seal();
        try (var platform = new PlayedPlatform(world, bidder, key)) {
            var signed = world.receipt(RecordType.BID_REFUSED, bidder, null, 2, World.NOW);
            platform.refusal = Problem.of("bidding/late")
                    .status(409)
                    .detail("The deadline was …")
                    .with("receipt", signed.json(org.jianzheng.record.ReceiptState.COSIGNED));
            var run = submit(platform, World.NOW);
            assertEquals(1, run.status(), run.err());
            assertTrue(run.err().startsWith("错误 · Error: 已过投标截止时间"), run.err());
            assertTrue(Files.exists(sealed.resolve("refusal-0").resolve("record.json")), run.err());
        }
    }

    @Test
    void receiptVerifySaysFalseMissingAndWhoMissedIt() throws IOException {
        var cms = new byte[] {1};
        var directory = folder.resolve("r");
        world.receipt(RecordType.DOCUMENT_DOWNLOADED, bidder, null, 1, World.NOW)
                .write(directory);
        assertEquals(2, verify(directory).status());
        world.receipt(RecordType.DOCUMENT_DOWNLOADED, bidder, null, 2, World.NOW)
                .write(directory);
        assertEquals(0, verify(directory).status(), verify(directory).err());
        Files.write(directory.resolve("salt"), "0".repeat(63).concat("1").getBytes(StandardCharsets.US_ASCII));
        assertEquals(1, verify(directory).status());
        world.receipt(RecordType.BID_SUBMITTED, bidder, cms, 2, World.NOW).write(directory);
        assertEquals(1, verify(directory).status());
        assertEquals(3, ToolRun.of("receipt", "verify", directory.toString()).status());
    }

    private ToolRun verify(Path directory) {
        return ToolRun.of("receipt", "verify", directory.toString(), "--trust", path("trust"));
    }

    @Test
    void ceremonyShowNamesTheOfficeThatHasNotSigned() throws IOException {
        assertEquals(
                0,
                ToolRun.of("ceremony", "show", path("key.json"), "--trust", path("trust"))
                        .status());
        saveKey(world.key(2));
        var run = ToolRun.of("ceremony", "show", path("key.json"));
        assertEquals(2, run.status());
        assertTrue(run.out().contains("discipline: 未签"), run.out());
    }
}
