package org.jianzheng.witness;

/** One line of a {@code stage.index}: an index of the log and its entry in lower-case hex. */
public record Listed(long index, String entry) {}
