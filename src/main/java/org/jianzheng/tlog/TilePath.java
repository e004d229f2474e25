package org.jianzheng.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a tile below the log's prefix (C2SP tlog-tiles): {@code tile/0/x001/x234/067.p/3},
 * {@code tile/entries/000}.
 *
 * @param level 0 to 63, or {@link #ENTRIES} for a bundle of entries
 * @param width how many hashes or entries it holds: 256 when full, and then left out of the name
 */
public record TilePath(int level, long index, int width) {
    /** The level that stands for the entries themselves. */
    public static final int ENTRIES = -1;

    /** Hashes in a full tile, entries in a full bundle. */
    public static final int FULL = 256;

    private static final String SLUG = "tlog/tile-path";
    private static final Pattern FORM =
            Pattern.compile("tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TilePath {
        if (level < ENTRIES || level > 63 || index < 0 || width < 1 || width > FULL) {
            throw Strict.refuse(SLUG, "There is no tile of level %d, index %d, width %d.", level, index, width);
        }
    }

    /** The bundle of entries number {@code index}. */
    public static TilePath entries(long index, int width) {
        return new TilePath(ENTRIES, index, width);
    }

    /** The bundle that holds the entry {@code entry} in a log of {@code size} entries. */
    public static TilePath entriesFor(long entry, long size) {
        if (entry < 0 || entry >= size) {
            throw Strict.refuse(SLUG, "There is no entry %d in a log of %d entries.", entry, size);
        }
        return at(ENTRIES, entry / FULL, size);
    }

    /** The tile of this place as it is in a log of {@code size} entries; refuses a place outside that log. */
    public static TilePath at(int level, long index, long size) {
        long hashes = hashes(level, size);
        if (index < 0 || index > hashes / FULL || index == hashes / FULL && hashes % FULL == 0) {
            throw Strict.refuse(SLUG, "A log of %d entries has no tile %d on level %d.", size, index, level);
        }
        return new TilePath(level, index, index == hashes / FULL ? (int) (hashes % FULL) : FULL);
    }

    /** Every hash tile of a log of {@code size} entries, by level, then index. */
    public static List<TilePath> of(long size) {
        return between(0, size);
    }

    /** The hash tiles that a log gains, or gets wider, when it grows from {@code from} to {@code to} entries. */
    public static List<TilePath> between(long from, long to) {
        var tiles = new ArrayList<TilePath>();
        for (int level = 0; hashes(level, to) > 0; level++) {
            addGrown(level, from, to, tiles);
        }
        return tiles;
    }

    /** The bundles of entries that a log gains, or gets longer, when it grows. */
    public static List<TilePath> entriesBetween(long from, long to) {
        var bundles = new ArrayList<TilePath>();
        addGrown(ENTRIES, from, to, bundles);
        return bundles;
    }

    private static void addGrown(int level, long from, long to, List<TilePath> grown) {
        long old = hashes(level, from);
        long now = hashes(level, to);
        if (now > old) {
            for (long index = old / FULL; index <= (now - 1) / FULL; index++) {
                grown.add(at(level, index, to));
            }
        }
    }

    /** How many hashes the whole row {@code level} has; a shift by 64 or more would count modulo 64 in Java. */
    static long hashes(int level, long size) {
        int bits = Math.max(level, 0) * 8;
        return bits > 63 ? 0 : size >>> bits;
    }

    /** Reads the path below the prefix, without a leading slash. */
    public static TilePath parse(String relative) {
        var match = FORM.matcher(relative);
        if (match.matches()) {
            boolean entries = match.group(1).equals("entries");
            long index = Strict.number(match.group(2).replaceAll("[x/]", "").replaceFirst("^0+(?=.)", ""), SLUG);
            int width = match.group(3) == null ? FULL : Integer.parseInt(match.group(3));
            var path = new TilePath(entries ? ENTRIES : Integer.parseInt(match.group(1)), index, width);
            if (path.toString().equals(relative)) {
                return path;
            }
        }
        throw Strict.refuse(
                SLUG, "%s is not a path like tile/0/x001/234 or tile/entries/000.p/8.", Strict.quote(relative));
    }

    public boolean isEntries() {
        return level == ENTRIES;
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** The same place at its full width. */
    public TilePath full() {
        return new TilePath(level, index, FULL);
    }

    @Override
    public String toString() {
        var number = new StringBuilder(String.format("%03d", index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            number.insert(0, String.format("x%03d/", rest % 1000));
        }
        return "tile/" + (isEntries() ? "entries" : level) + "/" + number + (isFull() ? "" : ".p/" + width);
    }
}
