package org.jianzheng.bidding;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jianzheng.sealing.SealedObject;
import org.jianzheng.shared.Problem;

/** Looks at the first bytes of an object while it passes: is it CMS as the suite wants it, with the right recipient? */
final class SealedCheck extends FilterInputStream {
    private final byte[] first = new byte[SealedObject.PREFIX];
    private final boolean header;
    private int seen;

    SealedCheck(InputStream in, boolean header) {
        super(in);
        this.header = header;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0 && seen < first.length) {
            first[seen++] = (byte) one;
        }
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int came = super.read(bytes, offset, length);
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

    /** @throws Problem {@code bidding/not-sealed-as-required} */
    void requireSealed() {
        try {
            SealedObject.requireSealed(java.util.Arrays.copyOf(first, seen), header);
        } catch (Problem plain) {
            throw Door.refuse(header ? "header" : "parts", plain.detail());
        }
    }
}
