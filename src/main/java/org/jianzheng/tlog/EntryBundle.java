package org.jianzheng.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Up to 256 entries in a row, each after its length in two bytes (C2SP tlog-tiles, log entries). */
public final class EntryBundle {
    /** Bytes of the longest entry. */
    public static final int LONGEST = 65_535;

    private static final String SLUG = "tlog/entry-bundle";

    private EntryBundle() {}

    public static byte[] encode(List<byte[]> entries) {
        var out = new ByteArrayOutputStream();
        checkCount(entries.size());
        for (var entry : entries) {
            if (entry.length > LONGEST) {
                throw Strict.refuse(SLUG, "An entry of %d bytes is longer than %d.", entry.length, LONGEST)
                        .remedy("Log a digest of it instead.");
            }
            out.write(entry.length >>> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    public static List<byte[]> decode(byte[] bundle) {
        var entries = new ArrayList<byte[]>();
        read(bundle, (from, length) -> entries.add(Arrays.copyOfRange(bundle, from, from + length)));
        return entries;
    }

    /** Takes where an entry lies in its bundle. */
    interface Place {
        void entry(int from, int length);
    }

    /** Shows every entry where it lies and returns how many there are; refuses what {@link #decode} refuses. */
    static int read(byte[] bundle, Place place) {
        int count = 0;
        for (int at = 0; at < bundle.length; ) {
            int begin = at + 2;
            int length = begin > bundle.length ? 0 : (bundle[at] & 0xff) << 8 | bundle[at + 1] & 0xff;
            if (begin + length > bundle.length) {
                throw Strict.refuse(SLUG, "Entry %d of the bundle is cut short.", count);
            }
            place.entry(begin, length);
            count++;
            at = begin + length;
        }
        checkCount(count);
        return count;
    }

    private static void checkCount(int count) {
        if (count > TilePath.FULL) {
            throw Strict.refuse(SLUG, "%d entries are more than the %d of a full bundle.", count, TilePath.FULL);
        }
    }
}
