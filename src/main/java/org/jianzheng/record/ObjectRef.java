package org.jianzheng.record;

/** An object by the suite's digest and its length in bytes. */
public record ObjectRef(String hash, long size) {
    public ObjectRef {
        Fields.hex("hash", hash, 64);
        Fields.range("size", size, 0, 1L << 40);
    }
}
