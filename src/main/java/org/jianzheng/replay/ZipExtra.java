package org.jianzheng.replay;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The extra field of a ZIP entry: the wide sizes of ZIP64, and what packers note of times and owners. */
final class ZipExtra {
    private static final long U32 = 0xFFFFFFFFL;

    private final List<Long> wide = new ArrayList<>();

    private ZipExtra() {}

    static ZipExtra read(ByteBuffer buffer, int length) {
        var extra = new ZipExtra();
        int end = buffer.position() + length;
        while (buffer.position() < end) {
            ZipDirectory.require(end - buffer.position() >= 4, "An extra field is cut short.");
            int id = buffer.getShort() & 0xFFFF;
            int size = buffer.getShort() & 0xFFFF;
            ZipDirectory.require(end - buffer.position() >= size, "An extra field is cut short.");
            switch (id) {
                case 0x0001 -> extra.readWide(buffer, size);
                // NTFS times, Unix times and owners, the mark of Java archives: of packers that we know.
                case 0x000a, 0x5455, 0x5855, 0x7855, 0x7875, 0xCAFE -> buffer.position(buffer.position() + size);
                default -> throw ZipDirectory.refuse("It has an extra field of kind " + id + ".");
            }
        }
        return extra;
    }

    private void readWide(ByteBuffer buffer, int size) {
        ZipDirectory.require(size % 8 == 0 && size <= 24 && wide.isEmpty(), "A ZIP64 field is wrong.");
        for (int i = 0; i < size; i += 8) {
            wide.add(buffer.getLong());
        }
    }

    /** The value itself, or the next wide one when it is all ones; call in the order of APPNOTE §4.5.3. */
    long wide(long narrow) {
        if (narrow != U32 || wide.isEmpty()) {
            return narrow;
        }
        long value = wide.remove(0);
        ZipDirectory.require(value >= 0, "A ZIP64 field is wrong.");
        return value;
    }
}
