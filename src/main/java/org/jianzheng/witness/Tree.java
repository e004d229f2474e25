package org.jianzheng.witness;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** RFC 6962 hashes over the log's entries. */
final class Tree {
    private Tree() {}

    static byte[] leaf(byte[] entry) {
        return digest((byte) 0, entry, new byte[0]);
    }

    static byte[] node(byte[] left, byte[] right) {
        return digest((byte) 1, left, right);
    }

    static byte[] emptyRoot() {
        return sha256().digest();
    }

    /** The root over a power of two of hashes. */
    static byte[] fold(List<byte[]> hashes) {
        if (hashes.size() == 1) {
            return hashes.get(0);
        }
        int half = hashes.size() / 2;
        return node(fold(hashes.subList(0, half)), fold(hashes.subList(half, hashes.size())));
    }

    private static byte[] digest(byte kind, byte[] left, byte[] right) {
        var digest = sha256();
        digest.update(kind);
        digest.update(left);
        digest.update(right);
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
