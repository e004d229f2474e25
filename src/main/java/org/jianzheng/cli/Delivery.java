package org.jianzheng.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.record.Signer;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.Problem;

/**
 * Waits until the offices have cosigned a receipt, verifying each one that comes; only then is anything delivered (已送达).
 */
final class Delivery {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration EVERY = Duration.ofMillis(500);

    private final PlatformClient platform;
    private final TrustFolder trust;
    private final LotKey key;
    private final Clock clock;
    private final Path directory;

    Delivery(PlatformClient platform, TrustFolder trust, LotKey key, Clock clock, Path directory) {
        this.platform = platform;
        this.trust = trust;
        this.key = key;
        this.clock = clock;
        this.directory = directory;
    }

    /**
     * Verifies {@code first}, keeps it, and fetches better ones until it is cosigned, 60 s have passed, or the grace after
     * the deadline has.
     *
     * @param cms what was sent: the receipt must be of exactly that, by this signer
     */
    Receipt.Verified await(Receipt first, byte[] cms, Signer signer) {
        long started = System.nanoTime();
        var receipt = first;
        while (true) {
            // Read before the fetch, so that one more receipt is looked at after the last moment.
            boolean last = System.nanoTime() - started > PATIENCE.toNanos()
                    || !clock.instant().isBefore(key.latest());
            var verified = receipt.verify(trust, key.quorum());
            requireOwn(verified.record(), cms, signer);
            receipt.write(directory);
            if (last || verified.state() == ReceiptState.COSIGNED) {
                return verified;
            }
            platform.waitFor(EVERY);
            receipt = fetchOrKeep(verified.record(), receipt);
        }
    }

    /** A platform that does not answer now may still do so before the patience ends. */
    private Receipt fetchOrKeep(WitnessRecord record, Receipt held) {
        try {
            return fetch(platform, record);
        } catch (Problem problem) {
            if (problem.status() < 500) {
                throw problem;
            }
            return held;
        }
    }

    static Receipt fetch(PlatformClient platform, WitnessRecord record) {
        var path = "/lots/" + record.lot() + "/acts/" + record.id() + "/receipt";
        return Receipt.of(platform.get(path, Receipt.Json.class));
    }

    private static void requireOwn(WitnessRecord record, byte[] cms, Signer signer) {
        boolean own = Arrays.equals(record.act(), cms) && record.actor().equals(Certificates.id(signer.certificate()));
        if (!own) {
            throw Problem.of("record/receipt")
                    .detail("The receipt is of something else than what was sent.")
                    .remedy("Keep it, do not rely on it, and report it.");
        }
    }

    /** Prints the outcome and returns the exit status. */
    int print(Receipt.Verified verified, PrintWriter out, PrintWriter err) {
        boolean cosigned = verified.state() == ReceiptState.COSIGNED;
        out.println("回执 · receipt: " + directory + " (index " + verified.index() + ", entry " + verified.entry() + ")");
        if (cosigned) {
            out.println("已送达 · delivered: cosigned by "
                    + String.join(", ", verified.head().cosigners()));
            return Exit.OK;
        }
        err.println("警报：尚无足够机构会签的回执，不能视为已送达 · ALARM: no receipt cosigned by "
                + key.quorum().needed() + " offices yet; this is not delivered");
        err.println("请运行 · Run: jianzheng receipt fetch " + directory
                + " — 截止前仍未成功请联系交易中心 · and call the trading centre " + "before the deadline if that does not help");
        return Exit.USAGE;
    }
}
