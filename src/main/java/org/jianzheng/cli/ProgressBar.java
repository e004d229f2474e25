package org.jianzheng.cli;

import java.io.PrintWriter;

/** One line that grows: share done, megabytes, megabytes a second. From any thread, at most five times a second. */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final long EVERY = 200_000_000L;

    private final PrintWriter target;
    private final String name;
    private final long started = System.nanoTime();
    private long shown;
    private String last = "";

    /** @param target null for silence */
    ProgressBar(PrintWriter target, String name) {
        this.target = target;
        this.name = name;
    }

    synchronized void show(long done, long total) {
        long now = System.nanoTime();
        last = line(done, total, now - started);
        if (target != null && now - shown > EVERY) {
            shown = now;
            target.print("\r" + last);
            target.flush();
        }
    }

    private String line(long done, long total, long nanos) {
        long share = total == 0 ? 100 : Math.min(100, done * 100 / total);
        int filled = (int) (share * WIDTH / 100);
        long perSecond = done * 1000 / Math.max(1, nanos / 1_000_000);
        return "%s [%s%s] %3d%% %s/%s MB, %s MB/s"
                .formatted(
                        name,
                        "#".repeat(filled),
                        "-".repeat(WIDTH - filled),
                        share,
                        megabytes(done),
                        megabytes(total),
                        megabytes(perSecond));
    }

    private static String megabytes(long bytes) {
        long tenths = bytes / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }

    @Override
    public synchronized void close() {
        if (target != null && !last.isEmpty()) {
            target.println("\r" + last);
        }
    }
}
