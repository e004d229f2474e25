package org.jianzheng.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;

/** Sealing one large file on one thread, each suite, beside the same encryption and the same two digests by OpenSSL. */
final class SealLine implements Line {
    /** The best of so many; the national ciphers have no instructions of their own here, and take minutes. */
    private static int rounds(String suite) {
        return suite.equals("p256") ? 3 : 1;
    }

    private static final Goal P256 = Goal.ratio("1.0");
    private static final Goal SM2 = Goal.ratio("0.5");

    @Override
    public String name() {
        return "seal";
    }

    @Override
    public Measured unmeasured(String why) {
        return Measured.absent(title("p256", 1L << 30), "MiB/s", P256, why);
    }

    @Override
    public List<Measured> measure(Ground ground) throws IOException {
        var rows = new ArrayList<Measured>();
        for (var suite : List.of("p256", "sm2")) {
            rows.add(measure(ground, suite));
        }
        return rows;
    }

    private static Measured measure(Ground ground, String name) throws IOException {
        var aim = name.equals("p256") ? P256 : SM2;
        Suite suite;
        try {
            suite = Suite.of(name);
        } catch (Problem unknown) {
            return Measured.absent(title(name, ground.sizes().file()), "MiB/s", aim, unknown.detail());
        }
        long size = ground.sizes().file();
        try (var scratch = Scratch.of(ground.folder(), 2 * size)) {
            var openssl = Program.require("openssl");
            var lot = new SealedLot(suite);
            var file = scratch.file("file.bin", size);
            long ours = Long.MAX_VALUE;
            long theirs = Long.MAX_VALUE;
            // Taken in turns, so that a busy moment of the machine hits both.
            for (int round = 0; round < rounds(name); round++) {
                var folder = scratch.resolve("package");
                long begun = System.nanoTime();
                lot.seal(file, folder, 1);
                ours = Math.min(ours, System.nanoTime() - begun);
                Scratch.remove(folder);
                theirs = Math.min(theirs, reference(name, openssl, lot, scratch));
            }
            return Measured.beside(
                    title(name, size),
                    "MiB/s",
                    Measured.Better.MORE,
                    Figures.rate(size >> 20, ours),
                    Figures.rate(size >> 20, theirs),
                    aim);
        }
    }

    private static long reference(String suite, Program openssl, SealedLot lot, Scratch scratch) throws IOException {
        var file = scratch.resolve("file.bin");
        var in = file.toString();
        var out = scratch.resolve("file.enc");
        var digest = suite.equals("p256") ? "-sha256" : "-sm3";
        long time = suite.equals("p256")
                ? openssl.time(lot.cmsEncrypt(file, out, scratch.resolve("")))
                : openssl.time(
                        "enc",
                        "-sm4-ctr",
                        "-K",
                        "11".repeat(16),
                        "-iv",
                        "22".repeat(16),
                        "-in",
                        in,
                        "-out",
                        out.toString());
        time += openssl.time("dgst", digest, in);
        time += openssl.time("dgst", digest, out.toString());
        Scratch.remove(out);
        return time;
    }

    private static String title(String suite, long size) {
        return "seal " + Sizes.text(size) + ", one core (" + suite + ")";
    }
}
