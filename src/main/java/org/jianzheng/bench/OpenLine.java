package org.jianzheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.sealing.BidOpener;
import org.jianzheng.sealing.OpenedBid;
import org.jianzheng.sealing.SealedBid;
import org.jianzheng.sealing.Suite;

/** Opening many bids on all cores once the shares are there, beside {@code openssl cms -decrypt} one after the other. */
final class OpenLine implements Line {
    private static final int ROUNDS = 3;
    private static final int BIDS = 16;
    private static final Goal AIM = Goal.ratio("3");

    private record Opening(SealedBid bid, SealedLot.Shares shares) {}

    @Override
    public String name() {
        return "open";
    }

    @Override
    public Measured unmeasured(String why) {
        return Measured.absent(title(64 << 20), "s", AIM, why);
    }

    @Override
    public List<Measured> measure(Ground ground) throws IOException {
        long size = ground.sizes().bid();
        try (var scratch = Scratch.of(ground.folder(), 3 * BIDS * size)) {
            var openssl = Program.require("openssl");
            var lot = new SealedLot(Suite.P256);
            var file = scratch.file("file.bin", size);
            var openings = new ArrayList<Opening>();
            for (int i = 0; i < BIDS; i++) {
                var made = lot.seal(file, scratch.resolve("package-" + i), 1);
                var bid = lot.submitted(made);
                openings.add(new Opening(bid, lot.shares(made, bid)));
            }
            encrypt(openssl, lot, file, scratch);
            long ours = Long.MAX_VALUE;
            long theirs = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                ours = Math.min(ours, open(lot, openings, scratch.resolve("opened")));
                theirs = Math.min(theirs, decrypt(openssl, scratch));
            }
            var row = Measured.beside(
                    title(size), "s", Measured.Better.LESS, Figures.seconds(ours), Figures.seconds(theirs), AIM);
            return List.of(row.note("on " + Runtime.getRuntime().availableProcessors() + " cores"));
        }
    }

    private static long open(SealedLot lot, List<Opening> openings, Path folder) throws IOException {
        long begun = System.nanoTime();
        openings.parallelStream().forEach(one -> {
            var key = lot.combine(one.bid(), one.shares());
            var outcome = BidOpener.open(one.bid(), key, folder.resolve("" + openings.indexOf(one)));
            if (!(outcome instanceof OpenedBid)) {
                throw new IllegalStateException("A bid of the bench did not open: " + outcome);
            }
        });
        long time = System.nanoTime() - begun;
        Scratch.remove(folder);
        return time;
    }

    private static void encrypt(Program openssl, SealedLot lot, Path file, Scratch scratch) throws IOException {
        openssl.run(lot.cmsEncrypt(file, scratch.resolve("0.cms"), scratch.resolve("")));
        for (int i = 1; i < BIDS; i++) {
            Files.copy(scratch.resolve("0.cms"), scratch.resolve(i + ".cms"));
        }
    }

    private static long decrypt(Program openssl, Scratch scratch) throws IOException {
        long time = 0;
        for (int i = 0; i < BIDS; i++) {
            time += openssl.time(
                    "cms",
                    "-decrypt",
                    "-binary",
                    "-inform",
                    "DER",
                    "-in",
                    scratch.resolve(i + ".cms").toString(),
                    "-out",
                    scratch.resolve(i + ".plain").toString(),
                    "-recip",
                    scratch.resolve("recipient.pem").toString(),
                    "-inkey",
                    scratch.resolve("recipient.key").toString());
            Files.delete(scratch.resolve(i + ".plain"));
        }
        return time;
    }

    private static String title(long size) {
        return "open " + BIDS + " × " + Sizes.text(size) + ", all cores";
    }
}
