package org.jianzheng.replay;

/**
 * One file of a ZIP as its central directory names it.
 *
 * @param header offset of the local header
 * @param flags of the directory
 */
record ZipEntryPlace(
        String name, int flags, int method, long crc, long compressed, long size, long header, boolean directory) {
    static final int STORED = 0;
    static final int DEFLATED = 8;
    static final int DESCRIPTOR = 0x0008;

    boolean hasDescriptor() {
        return (flags & DESCRIPTOR) != 0;
    }
}
