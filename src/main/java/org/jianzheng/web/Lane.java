package org.jianzheng.web;

import java.util.regex.Pattern;

/**
 * What a request is about, so that a crowd in one lane leaves the others open: at a deadline nobody who uploads is held up
 * by those who look, and nobody who looks by those who log in.
 */
enum Lane {
    /** The objects of sealed bids. */
    UPLOAD(Pattern.compile("PUT /lots/[^/]+/bids/[^/]+/objects/[^/]+")),
    /** Signed statements and withdrawals: the beginning of something that will take room. */
    STATEMENT(Pattern.compile("POST /lots/[^/]+/(bids|withdrawals)")),
    LOGIN(Pattern.compile("POST /login(/challenge)?")),
    /** Offices that dial in wait long and are few; without them nothing is cosigned, so they are never turned away. */
    OFFICE(Pattern.compile("POST /offices/.*")),
    OTHER(Pattern.compile(".*"));

    private final Pattern requests;

    Lane(Pattern requests) {
        this.requests = requests;
    }

    static Lane of(String method, String path) {
        var line = method + " " + path;
        for (var lane : values()) {
            if (lane.requests.matcher(line).matches()) {
                return lane;
            }
        }
        throw new IllegalStateException(line);
    }
}
