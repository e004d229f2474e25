package org.jianzheng;

import org.jianzheng.shared.Problem;

/** What a fuzz test expects of a reader: it takes the bytes or it refuses them with a {@link Problem}, nothing else. */
public final class Fuzzed {
    private Fuzzed() {}

    /** Lets everything but a Problem out, to be a finding. */
    public static void reads(Runnable reader) {
        try {
            reader.run();
        } catch (Problem refused) {
            if (refused.slug().isBlank()) {
                throw new AssertionError("a refusal without a name", refused);
            }
        }
    }
}
