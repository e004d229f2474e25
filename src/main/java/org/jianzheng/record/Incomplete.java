package org.jianzheng.record;

import java.util.Comparator;

/** A statement whose objects had not all arrived at the deadline: no bid. {@code statement} is the hash of its content. */
public record Incomplete(String bidder, String statement) {
    static final Comparator<Incomplete> ORDER =
            Comparator.comparing(Incomplete::bidder).thenComparing(Incomplete::statement);

    public Incomplete {
        Fields.hex("bidder", bidder, 64);
        Fields.hex("statement", statement, 64);
    }
}
