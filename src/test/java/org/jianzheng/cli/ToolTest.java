package org.jianzheng.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.RevocationList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolTest {
    @TempDir
    Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"p256", "sm2"})
    void identityGoesFromKeyOverRequestToCertificate(String suite) {
        ok("identity", "new", path("ca.p12"), "--name", "根", "--organisation", "认证中心", "--authority", "--suite", suite);
        ok(
                "identity",
                "new",
                path("me.p12"),
                "--name",
                "张三",
                "--organisation",
                "甲建设有限公司",
                "--organisation-id",
                "91110000MA00000019",
                "--suite",
                suite);
        assertTrue(ok("identity", "show", path("me.p12")).out().contains("not certified yet"));
        assertTrue(ok("identity", "show", path("me.csr")).out().contains("甲建设有限公司"));
        ok("identity", "issue", path("me.csr"), "--authority", path("ca.p12"), "--out", path("me.pem"));
        ok("identity", "install", path("me.p12"), path("me.pem"), "--issuer", path("ca.pem"));
        var shown = ok("identity", "show", path("me.p12")).out();
        assertFalse(shown.contains("not certified yet"), shown);
        assertTrue(shown.contains("suite         " + suite), shown);
        assertEquals(
                ok("identity", "show", path("me.pem")).out(),
                shown,
                "the certificate in the key file is the issued one");
        ok("identity", "request", path("me.p12"), "--out", path("again.csr"));
        ok("identity", "issue", path("again.csr"), "--authority", path("ca.p12"), "--usage", "encryption");
    }

    @Test
    void anAuthorityRevokesAndContinuesItsList() throws IOException {
        ok("identity", "new", path("ca.p12"), "--name", "根", "--organisation", "认证中心", "--authority");
        for (var name : new String[] {"a", "b"}) {
            ok("identity", "new", path(name + ".p12"), "--name", name, "--organisation", "甲");
            ok("identity", "issue", path(name + ".csr"), "--authority", path("ca.p12"));
        }
        ok("identity", "revoke", path("a.pem"), "--authority", path("ca.p12"), "--list", path("ca.crl"));
        ok(
                "identity",
                "revoke",
                path("b.pem"),
                path("a.pem"),
                "--reason",
                "keyCompromise",
                "--authority",
                path("ca.p12"),
                "--list",
                path("ca.crl"));
        ok("identity", "revoke", "--authority", path("ca.p12"), "--list", path("ca.crl"), "--days", "30");
        var anchor = CertificateFile.read(Files.readAllBytes(folder.resolve("ca.pem")));
        var list = RevocationList.read(Files.readAllBytes(folder.resolve("ca.crl")), List.of(anchor));
        assertEquals(3, list.number().intValue());
        assertEquals(2, list.entries().size());
        var a = CertificateFile.read(Files.readAllBytes(folder.resolve("a.pem")));
        assertEquals("unspecified", list.revocation(a, World.NOW).orElseThrow().reason());
        assertEquals(World.NOW.plus(Duration.ofDays(30)), list.nextUpdate());
    }

    @Test
    void anAuthorityRevokesNoCertificateOfAnother() {
        ok("identity", "new", path("ca.p12"), "--name", "根", "--organisation", "认证中心", "--authority");
        ok("identity", "new", path("other.p12"), "--name", "根", "--organisation", "别的", "--authority");
        ok("identity", "new", path("a.p12"), "--name", "a", "--organisation", "甲");
        ok("identity", "issue", path("a.csr"), "--authority", path("other.p12"));
        var run = ToolRun.of(
                "identity", "revoke", path("a.pem"), "--authority", path("ca.p12"), "--list", path("ca.crl"));
        assertEquals(3, run.status());
        assertFalse(Files.exists(folder.resolve("ca.crl")));
    }

    private static ToolRun ok(String... arguments) {
        var run = ToolRun.of(arguments);
        assertEquals(0, run.status(), run.err());
        return run;
    }

    @Test
    void keysAreNeverOverwritten() {
        ok("identity", "new", path("me.p12"), "--name", "张三", "--organisation", "甲");
        var again = ToolRun.of("identity", "new", path("me.p12"), "--name", "李四", "--organisation", "乙");
        assertEquals(3, again.status());
        assertTrue(again.err().contains("已经存在"), again.err());
    }

    @Test
    void aWrongPasswordIsOneLineInChineseFirstAndNoTrace() {
        ok("identity", "new", path("me.p12"), "--name", "张三", "--organisation", "甲");
        var run = ToolRun.at(World.NOW, Map.of(PasswordOption.VARIABLE, "wrong"), "identity", "show", path("me.p12"));
        assertEquals(3, run.status());
        assertTrue(run.err().startsWith("错误 · Error: 密钥文件或口令有误"), run.err());
        assertEquals(1, run.err().lines().count());
        var verbose = ToolRun.at(
                World.NOW, Map.of(PasswordOption.VARIABLE, "wrong"), "identity", "show", path("me.p12"), "--verbose");
        assertTrue(verbose.err().contains("\tat "), verbose.err());
    }

    @Test
    void aPasswordBeyondAsciiIsRefusedBeforeAKeyIsMade() {
        var run = ToolRun.at(
                World.NOW,
                Map.of(PasswordOption.VARIABLE, "口令"),
                "identity",
                "new",
                path("me.p12"),
                "--name",
                "张三",
                "--organisation",
                "甲");
        assertEquals(3, run.status());
        assertTrue(run.err().contains("cli/password"), run.err());
    }

    @Test
    void aPasswordFromAFileWins() throws IOException {
        Files.writeString(folder.resolve("pw"), "other\n");
        ok("identity", "new", path("me.p12"), "--name", "张", "--organisation", "甲", "--password-file", path("pw"));
        assertEquals(3, ToolRun.of("identity", "show", path("me.p12")).status());
        ok("identity", "show", path("me.p12"), "--password-file", path("pw"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bid",
                "nonsense",
                "bid submit",
                "bid seal --lot x --identity a --out b",
                "replay",
                "replay absent.zip",
                "log verify absent --policy absent",
                "receipt verify absent",
                "office run --dir absent --port x",
                "rules hash absent",
                "ceremony show absent"
            })
    void wrongUsageExitsWithThreeAndALine(String line) {
        var run = ToolRun.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertEquals(3, run.status(), run.err());
        assertFalse(run.err().isBlank());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void helpIsInBothLanguagesAtEveryLevel() {
        assertTrue(ok("--help").out().contains("密封"));
        var help = ok("bid", "submit", "--help").out();
        assertTrue(help.contains("已送达") && help.contains("Submit a sealed bid"), help);
        assertTrue(ok("--version").out().startsWith("jianzheng "));
    }

    @Test
    void aFileThatIsNoZipIsFalse() throws IOException {
        Files.writeString(folder.resolve("case.zip"), "not a zip");
        assertEquals(1, ToolRun.of("replay", path("case.zip")).status());
        assertTrue(ToolRun.of("replay", path("case.zip"), "--json").out().startsWith("{"));
    }

    @Test
    void theProjectsRulesHoldAndABrokenTreeIsFalse() throws IOException {
        var run = ok("rules", "check", "bid-rules");
        assertTrue(run.out().contains(ok("rules", "hash", "bid-rules").out().strip()), run.out());
        Files.createDirectories(folder.resolve("rules"));
        assertEquals(1, ToolRun.of("rules", "check", path("rules")).status());
    }

    @Test
    void officeInitMakesRequestsAndRefusesASecondOffice() {
        var run = ok("office", "init", "--dir", path("office"), "--name", "notary", "--sandbox");
        assertTrue(run.out().startsWith("沙箱"), run.out());
        assertTrue(Files.exists(folder.resolve("office").resolve("signing.csr")));
        assertEquals(
                3,
                ToolRun.of("office", "init", "--dir", path("office"), "--name", "notary", "--sandbox")
                        .status());
    }
}
