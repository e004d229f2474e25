package org.jianzheng.bench;

/**
 * How large everything is; the bench itself has one answer, its tests another.
 *
 * @param file bytes of the file that is sealed, and uploaded
 * @param bid bytes of each of the bids that are opened in parallel
 * @param entries of the log that is verified
 * @param arrivals bids of the open-loop storm
 * @param clients bids of the closed-loop storm
 */
record Sizes(long file, long bid, int entries, int arrivals, int clients) {
    static final Sizes TABLE = new Sizes(1L << 30, 64L << 20, 1_000_000, 1_000, 2_000);

    /** Bytes as the table names them. */
    static String text(long bytes) {
        if (bytes % (1 << 30) == 0) {
            return (bytes >> 30) + " GiB";
        }
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
    }
}
