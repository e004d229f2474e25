package org.jianzheng.bidding;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jianzheng.sealing.SealedObject;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;
import org.jianzheng.storage.StoredObject;

/** Looks at an object while it passes: its digest, and whether it begins as CMS with the suite's recipient. */
final class SealedCheck extends FilterInputStream {
    private final byte[] first = new byte[SealedObject.PREFIX];
    private final Suite suite;
    private final boolean header;
    private final MessageDigest digest;
    private int seen;

    SealedCheck(InputStream in, Suite suite, boolean header) {
        super(in);
        this.suite = suite;
        this.header = header;
        // The store hashes with SHA-256 in passing: a suite that names objects by it needs no second digest.
        this.digest = suite == Suite.P256 ? null : suite.newDigest();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int came = super.read(bytes, offset, length);
        if (came > 0 && digest != null) {
            digest.update(bytes, offset, came);
        }
        if (came > 0 && seen < first.length) {
            int kept = Math.min(came, first.length - seen);
            System.arraycopy(bytes, offset, first, seen, kept);
            seen += kept;
        }
        return came;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** What passed, as the suite's digest names it; ask once, at the end. */
    String hash(StoredObject stored) {
        return digest == null ? stored.sha256() : HexFormat.of().formatHex(digest.digest());
    }

    /** @throws Problem {@code bidding/not-sealed-as-required} */
    void requireSealed() {
        try {
            SealedObject.requireSealed(suite, java.util.Arrays.copyOf(first, seen), header);
        } catch (Problem plain) {
            throw Door.refuse(header ? "header" : "parts", plain.detail());
        }
    }
}
