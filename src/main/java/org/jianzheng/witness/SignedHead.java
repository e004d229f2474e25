package org.jianzheng.witness;

/** A head of the log with its signed note; published heads carry the cosignatures too. */
public record SignedHead(long size, byte[] root, String note) {}
