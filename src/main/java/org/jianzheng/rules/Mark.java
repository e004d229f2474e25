package org.jianzheng.rules;

import java.util.Locale;

/** How sure we are that the article says this. */
public enum Mark implements Word {
    /** Read in the text of the law. */
    FOUND,
    /** Read only in a secondary page: confirm it with the official text before relying on it. */
    SECONDARY,
    /** General knowledge; the article number is believed right. */
    KNOWN,
    /** Not settled: a lawyer decides. */
    UNCERTAIN;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
