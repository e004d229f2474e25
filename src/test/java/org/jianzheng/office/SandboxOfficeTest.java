package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Anchors;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Subject;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.tlog.Cosignature;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.Vkey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxOfficeTest {
    @TempDir
    Path folder;

    private final TestLog log =
            new TestLog(NoteSigner.generate("sandbox.test/log", Vkey.Type.ED25519, new SecureRandom()));

    @Test
    void cosignsBySandboxTimeAndNotWhileTheClockIsMoving() throws Exception {
        var clock = new SandboxClock(folder.resolve("clock"));
        var vkey = prepare(clock);
        clock.heartbeat("platform");
        var node = Office.run(folder.resolve("office"), Office.Options.of(0, clock, Passphrase.none()));
        try (node) {
            log.grow(2);
            assertEquals(200, add(node, 0).status());

            var target = clock.instant().plus(Duration.ofDays(30));
            clock.moveTo(target);
            log.grow(1);
            // Alive just now, but still where the sandbox was before the move.
            var behind = "0 " + Clock.systemUTC().millis();
            Files.writeString(folder.resolve("clock/heartbeat/platform"), behind);
            assertEquals(503, add(node, 2).status());

            clock.heartbeat("platform");
            clock.heartbeat("office-rehearsal");
            var line = SignedNote.Signature.parse(new String(add(node, 2).body(), StandardCharsets.UTF_8).strip());
            var time = Cosignature.verify(log.note().text(), line, vkey).time();
            assertEquals(false, time.isBefore(target.minusSeconds(1)));
        }
    }

    private Reply add(RunningOffice node, long old) {
        return node.answer("POST", "/add-checkpoint", log.request(old).bytes());
    }

    private Vkey prepare(SandboxClock clock) {
        var from = clock.instant().minus(Duration.ofDays(1));
        var to = from.plus(Duration.ofDays(900));
        var authority = Authority.create(new Subject("CA", "Test", null), from, to);
        var directory = folder.resolve("office");
        var vkey = Office.init(directory, "rehearsal", true, Passphrase.none());
        Office.install(
                directory,
                authority.issue(Disk.read(directory.resolve("signing.csr")), from, to, Authority.Usage.SIGNING),
                authority.issue(Disk.read(directory.resolve("encryption.csr")), from, to, Authority.Usage.ENCRYPTION));
        var seal = authority.newSigner(new Subject("seal", "Test", null), from, to, Authority.Usage.SIGNING);
        var combiner = authority.newSigner(new Subject("combiner", "Test", null), from, to, Authority.Usage.ENCRYPTION);
        var office = new TrustedOffice(
                "rehearsal",
                vkey,
                Identity.certificate(directory, "signing"),
                Identity.certificate(directory, "encryption"),
                null);
        var policy = Policy.of(
                List.of(new Policy.Log(log.key().vkey(), Optional.empty())),
                List.of(new Policy.Witness("rehearsal", vkey, Optional.empty())),
                1);
        TrustFolder.of(
                        policy,
                        List.of(office),
                        "sandbox.test/log",
                        List.of(seal.certificate()),
                        List.of(combiner.certificate()),
                        Anchors.of(List.of(authority.certificate())))
                .write(folder.resolve("trust"));
        Office.trust(directory, folder.resolve("trust"));
        return vkey;
    }
}
