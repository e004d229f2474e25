package org.jianzheng.replay;

/**
 * What does not hold, so that its reader can look it up.
 *
 * @param check name of the check
 * @param where the file, or the record with its index and type
 * @param rule what it should have obeyed: a stable name, or the article of law
 */
public record Finding(Kind kind, String check, String where, String rule, String detail) {
    /** False weighs more than missing. */
    public enum Kind {
        FALSE,
        MISSING
    }

    @Override
    public String toString() {
        return kind + " " + where + ": " + detail + " [" + check + ", " + rule + "]";
    }
}
