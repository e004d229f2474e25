package org.jianzheng.rules;

import java.util.Locale;

/** The rank of the text a parameter comes from: a higher one wins. */
public enum Level implements Word {
    /** 法律. */
    LAW,
    /** 行政法规. */
    REGULATION,
    /** 部门规章. */
    MINISTRY,
    /** 地方规定. */
    LOCAL,
    /** Custom, which the tender documents may change within the article. */
    CUSTOM;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
