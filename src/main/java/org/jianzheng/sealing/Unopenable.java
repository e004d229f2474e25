package org.jianzheng.sealing;

/**
 * A bid that cannot be opened, why, and whose doing it is; the law treats the three differently.
 *
 * @param reason stable slug, for example {@code part-tag}
 * @param detail one sentence for people
 */
public record Unopenable(String reason, String detail, Blame blame) implements OpeningOutcome {
    /** Whose doing it is that a bid does not open. */
    public enum Blame {
        /** The object is what the bidder stated, and is bad. */
        BIDDER,
        /** An object is not what the bidder stated and the platform accepted. */
        PLATFORM,
        UNKNOWN;

        /** As records spell it. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
