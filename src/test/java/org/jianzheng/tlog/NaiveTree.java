package org.jianzheng.tlog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 section 2.1 word for word over a list of entries, slow and independent of the code under test. */
final class NaiveTree implements SubtreeHashes {
    private final List<byte[]> entries;

    NaiveTree(List<byte[]> entries) {
        this.entries = entries;
    }

    static NaiveTree of(int size) {
        var entries = new ArrayList<byte[]>();
        for (int i = 0; i < size; i++) {
            entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
        }
        return new NaiveTree(entries);
    }

    byte[] entry(int index) {
        return entries.get(index);
    }

    List<byte[]> entries() {
        return entries;
    }

    byte[] root(int size) {
        return mth(entries.subList(0, size));
    }

    List<byte[]> path(int index, int size) {
        return path(index, entries.subList(0, size));
    }

    List<byte[]> proof(int m, int n) {
        return subproof(m, entries.subList(0, n), true);
    }

    @Override
    public byte[] hash(int level, long index) {
        int width = 1 << level;
        return mth(entries.subList((int) index * width, (int) (index + 1) * width));
    }

    private static byte[] mth(List<byte[]> d) {
        if (d.size() <= 1) {
            return d.isEmpty() ? sha(new byte[0]) : sha(new byte[] {0}, d.get(0));
        }
        int k = split(d.size());
        return sha(new byte[] {1}, mth(d.subList(0, k)), mth(d.subList(k, d.size())));
    }

    private static List<byte[]> path(int m, List<byte[]> d) {
        if (d.size() == 1) {
            return List.of();
        }
        int k = split(d.size());
        return m < k
                ? with(path(m, d.subList(0, k)), mth(d.subList(k, d.size())))
                : with(path(m - k, d.subList(k, d.size())), mth(d.subList(0, k)));
    }

    private static List<byte[]> subproof(int m, List<byte[]> d, boolean b) {
        if (m == d.size()) {
            return b ? List.of() : List.of(mth(d));
        }
        int k = split(d.size());
        return m <= k
                ? with(subproof(m, d.subList(0, k), b), mth(d.subList(k, d.size())))
                : with(subproof(m - k, d.subList(k, d.size()), false), mth(d.subList(0, k)));
    }

    private static List<byte[]> with(List<byte[]> list, byte[] last) {
        var more = new ArrayList<>(list);
        more.add(last);
        return more;
    }

    private static int split(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }

    private static byte[] sha(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
