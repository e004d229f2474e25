package org.jianzheng.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Pkcs12;
import org.jianzheng.record.Signer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threat 11: the machine that sealed the bid is sick and shows a price that it did not seal. On a second machine, with a
 * trust folder of its own, receipt and slip show the price that was sealed.
 */
class Threat11_SlipOnASecondDeviceTest {
    private final World world = new World();
    private final Signer bidder = world.signer("甲建设", Usage.SIGNING);

    @TempDir
    Path first;

    @TempDir
    Path second;

    /** Seals and submits on the first machine; receipt, slip and form go to the second on a stick. */
    @BeforeEach
    void submit() throws IOException {
        var key = world.key(3);
        Files.write(first.resolve("me.p12"), Pkcs12.write(bidder, List.of(), "test password".toCharArray()));
        world.trust().write(first.resolve("trust"));
        Files.write(first.resolve("notice.json"), Canonical.write(world.notice(key)));
        Files.write(first.resolve("key.json"), Canonical.write(key));
        Files.writeString(first.resolve("plan.txt"), "the plan");
        var sealed = ToolRun.of(
                ("bid seal --lot " + world.lot + " --identity F/me.p12 --trust F/trust --notice F/notice.json"
                                + " --key F/key.json --out F/package --price 4980000 --period 180 --quality 合格 --manager 张三"
                                + " --manager-certificate 京1 --item 安全目标=无事故 --file F/plan.txt --quiet")
                        .replace("F/", first + "/")
                        .split(" "));
        assertEquals(0, sealed.status(), sealed.err());
        try (var platform = new PlayedPlatform(world, bidder, key)) {
            var run = ToolRun.at(
                    World.NOW,
                    Map.of(TrustOption.VARIABLE, first.resolve("trust").toString()),
                    "bid",
                    "submit",
                    first.resolve("package").toString(),
                    "--identity",
                    first.resolve("me.p12").toString(),
                    "--platform",
                    platform.base().toString(),
                    "--quiet");
            assertEquals(0, run.status(), run.err());
        }
        Files.createDirectories(second.resolve("receipt"));
        try (var files = Files.list(first.resolve("package").resolve("receipt"))) {
            for (var file : files.toList()) {
                Files.copy(file, second.resolve("receipt").resolve(file.getFileName()));
            }
        }
        for (var file : List.of("slip.p7s", "bid-form.json")) {
            Files.copy(first.resolve("package").resolve(file), second.resolve(file));
        }
        world.trust().write(second.resolve("trust"));
    }

    @Test
    void showsFormAndPriceAsTheReceiptCommitsToThem() {
        var run = verify();
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("¥4,980,000.00"), run.out());
        assertTrue(run.out().contains("张三"), run.out());
    }

    @Test
    void aFormThatShowsAnotherPriceThanWasSealedIsFalse() throws IOException {
        edit("bid-form.json", "498000000", "398000000");
        var run = verify();
        assertEquals(1, run.status(), run.out());
        assertFalse(run.out().contains("3,980,000.00"), run.out());
    }

    @Test
    void theSlipOfAnotherSealingIsFalse() throws IOException {
        // The sick machine sealed twice and gives the slip of the bid it did not send.
        var again = ToolRun.of(
                ("bid seal --lot " + world.lot + " --identity F/me.p12 --trust F/trust --notice F/notice.json"
                                + " --key F/key.json --out F/other --price 3980000 --period 180 --quality 合格 --manager 张三"
                                + " --manager-certificate 京1 --item 安全目标=无事故 --file F/plan.txt --quiet")
                        .replace("F/", first + "/")
                        .split(" "));
        assertEquals(0, again.status(), again.err());
        for (var file : List.of("slip.p7s", "bid-form.json")) {
            Files.write(
                    second.resolve(file),
                    Files.readAllBytes(first.resolve("other").resolve(file)));
        }
        var run = verify();
        assertEquals(1, run.status(), run.out());
        assertFalse(run.out().contains("3,980,000.00"), run.out());
    }

    @Test
    void aReceiptEditedOnTheWayIsFalse() throws IOException {
        edit("receipt/record.json", "\"v\":1", "\"v\":2");
        assertEquals(1, verify().status());
    }

    private void edit(String file, String from, String to) throws IOException {
        var text = Files.readString(second.resolve(file));
        assertTrue(text.contains(from), text);
        Files.writeString(second.resolve(file), text.replace(from, to));
    }

    private ToolRun verify() {
        return ToolRun.of(("receipt verify S/receipt --trust S/trust --slip S/slip.p7s")
                .replace("S/", second + "/")
                .split(" "));
    }
}
