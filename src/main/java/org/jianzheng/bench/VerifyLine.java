package org.jianzheng.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.EntryBundle;
import org.jianzheng.tlog.LogFiles;
import org.jianzheng.tlog.LogVerifier;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TileBuilder;
import org.jianzheng.tlog.TilePath;
import org.jianzheng.tlog.Vkey;

/** Verifying a whole log offline on one core, beside what SHA-256 of the same bytes takes {@code openssl speed}. */
final class VerifyLine implements Line {
    private static final String ORIGIN = "bench.example/log";
    private static final int ROUNDS = 3;
    private static final int ENTRY = 32;
    private static final Goal AIM = Goal.ratio("0.5");
    private static final Pattern SPEED = Pattern.compile("^sha256\\s+([0-9.]+)k", Pattern.MULTILINE);

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public Measured unmeasured(String why) {
        return Measured.absent(title(Sizes.TABLE.entries()), "entries/s", AIM, why);
    }

    @Override
    public List<Measured> measure(Ground ground) throws IOException {
        int entries = ground.sizes().entries();
        try (var scratch = Scratch.of(ground.folder(), 70L * entries)) {
            var key = NoteSigner.generate(ORIGIN, Vkey.Type.ED25519, new SecureRandom());
            var log = scratch.resolve("log");
            write(log, entries, key);
            var policy = Policy.of(List.of(new Policy.Log(key.vkey(), Optional.empty())), List.of(), 0);
            long ours = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                var report = new LogVerifier(LogFiles.directory(log), policy).verify();
                ours = Math.min(ours, System.nanoTime() - begun);
                if (!report.holds() || report.entries() != entries) {
                    throw new IllegalStateException("The bench's own log does not verify: " + report);
                }
            }
            return List.of(Measured.beside(
                    title(entries),
                    "entries/s",
                    Measured.Better.MORE,
                    Figures.rate(entries, ours),
                    reference(Program.require("openssl")),
                    AIM));
        }
    }

    /** A tree has one leaf of 33 bytes and, but for one, one node of 65 bytes for each entry. */
    private static BigDecimal reference(Program openssl) {
        long leaf = nanosForOne(openssl, 1 + ENTRY);
        long node = nanosForOne(openssl, 1 + 2 * ENTRY);
        return Figures.rate(1, leaf + node);
    }

    private static long nanosForOne(Program openssl, int bytes) {
        var printed = openssl.run("speed", "-seconds", "1", "-evp", "sha256", "-bytes", Integer.toString(bytes));
        var speed = SPEED.matcher(printed);
        if (!speed.find()) {
            throw new IllegalStateException("openssl speed prints no figure for sha256: " + printed);
        }
        var bytesPerSecond = new BigDecimal(speed.group(1)).movePointRight(3);
        return BigDecimal.valueOf(bytes)
                .movePointRight(9)
                .divide(bytesPerSecond, 0, java.math.RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static void write(Path log, int entries, NoteSigner key) throws IOException {
        var random = new Random(entries);
        var builder = new TileBuilder((path, bytes) -> put(log, path, bytes));
        var bundle = new ArrayList<byte[]>();
        for (int i = 0; i < entries; i++) {
            var entry = new byte[ENTRY];
            random.nextBytes(entry);
            ByteBuffer.wrap(entry).putInt(i);
            builder.append(Merkle.leafHash(entry));
            bundle.add(entry);
            if (bundle.size() == TilePath.FULL || i == entries - 1) {
                put(log, TilePath.at(TilePath.ENTRIES, i / TilePath.FULL, entries), EntryBundle.encode(bundle));
                bundle.clear();
            }
        }
        builder.partials().forEach(tile -> put(log, tile.path(), tile.bytes()));
        var head = new Checkpoint(ORIGIN, entries, builder.root());
        Files.write(log.resolve("checkpoint"), SignedNote.sign(head.text(), key).bytes());
    }

    private static void put(Path log, TilePath path, byte[] bytes) {
        var file = log.resolve(path.toString());
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String title(int entries) {
        return "offline verification of a log of %,d entries, per core".formatted(entries);
    }
}
