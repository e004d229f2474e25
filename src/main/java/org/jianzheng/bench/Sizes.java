package org.jianzheng.bench;

import java.util.List;

/**
 * How large everything is; the bench itself has one answer, its tests another.
 *
 * @param file bytes of the file that is sealed, and uploaded
 * @param bid bytes of each of the bids that are opened in parallel
 * @param entries of the log that is verified
 * @param arrivals bids of the open-loop storm
 * @param clients bids of the closed-loop storm
 * @param due lots that share one deadline
 * @param listed bids of the lot whose whole opening is measured, each of {@code listedBid} bytes
 * @param logSeconds how long the log is under load
 * @param grown how many bids lie in the database when growth is looked at, ascending
 */
record Sizes(
        long file,
        long bid,
        int entries,
        int arrivals,
        int clients,
        int due,
        int listed,
        long listedBid,
        int logSeconds,
        List<Integer> grown) {
    static final Sizes TABLE = new Sizes(
            1L << 30, 64L << 20, 1_000_000, 1_000, 2_000, 1_500, 62, 1 << 20, 60, List.of(1_000, 100_000, 1_000_000));
    /** A tenth or less of everything: a first look that takes two minutes and proves nothing. */
    static final Sizes QUICK =
            new Sizes(64L << 20, 4L << 20, 100_000, 100, 200, 100, 5, 1 << 20, 10, List.of(1_000, 10_000, 50_000));

    /** Bytes as the table names them. */
    static String text(long bytes) {
        if (bytes % (1 << 30) == 0) {
            return (bytes >> 30) + " GiB";
        }
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
    }
}
