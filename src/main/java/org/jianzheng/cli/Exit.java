package org.jianzheng.cli;

/** What the tool's exit status says; scripts rely on it. */
final class Exit {
    /** Done, or everything holds. */
    static final int OK = 0;
    /** Something is false, or the platform refused. */
    static final int FALSE = 1;
    /** Nothing is false, but something is missing. */
    static final int MISSING = 2;
    /** Wrong usage, a file or the network failed, or no cosigned receipt came in time. */
    static final int USAGE = 3;

    private Exit() {}
}
