package org.jianzheng.witness;

import io.quarkus.logging.Log;

/**
 * A stored row is not what the platform wrote: somebody changed, moved or made it in the database. Whoever meets one
 * shows nothing and takes nothing; the alarm is logged by then.
 */
public final class Altered extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private Altered(String message, Throwable cause) {
        super(message, cause);
    }

    /** The exception to throw, its alarm logged; {@code message} names the row and no person. */
    public static Altered alarm(String message, Throwable cause) {
        Log.errorf("ALARM: %s", message);
        return new Altered(message, cause);
    }

    public static Altered alarm(String message) {
        return alarm(message, null);
    }
}
