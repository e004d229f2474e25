package org.jianzheng.sealing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.jianzheng.shared.Problem;

/** The little DER the envelope needs: definite, minimal lengths only, written and read by offset, never copied twice. */
final class Der {
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int OCTETS = 0x04;
    static final int INTEGER = 0x02;
    static final int BITS = 0x03;

    private Der() {}

    static byte[] tlv(int tag, byte[]... parts) {
        int length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        out.writeBytes(length(length));
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return tlv(SEQUENCE, parts);
    }

    static byte[] octets(byte[] value) {
        return tlv(OCTETS, value);
    }

    static byte[] small(int value) {
        return new byte[] {INTEGER, 1, (byte) value};
    }

    static byte[] oid(ASN1ObjectIdentifier oid) {
        try {
            return oid.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
        var out = new byte[1 + bytes];
        out[0] = (byte) (0x80 | bytes);
        for (int i = 0; i < bytes; i++) {
            out[1 + i] = (byte) (length >>> (8 * (bytes - 1 - i)));
        }
        return out;
    }

    /** Reads forward between two offsets; anything that is not the tag expected, in DER, is refused. */
    static final class Cursor {
        private final byte[] bytes;
        private final int end;
        private int at;

        Cursor(byte[] bytes, int from, int end) {
            this.bytes = bytes;
            this.at = from;
            this.end = end;
        }

        boolean hasMore() {
            return at < end;
        }

        boolean isAt(int tag) {
            return hasMore() && (bytes[at] & 0xFF) == tag;
        }

        int offset() {
            return at;
        }

        int remaining() {
            return end - at;
        }

        /** Steps over one element of {@code tag} and returns a cursor over its content. */
        Cursor enter(int tag) {
            if (!isAt(tag)) {
                throw refuse(String.format("no element of tag %02x at byte %d", tag, at));
            }
            at++;
            int length = readLength();
            if (length > end - at) {
                throw refuse("an element at byte " + at + " is longer than what holds it");
            }
            var inside = new Cursor(bytes, at, at + length);
            at += length;
            return inside;
        }

        byte[] content(int tag) {
            var inside = enter(tag);
            return Arrays.copyOfRange(bytes, inside.at, inside.end);
        }

        /** The content, which must be {@code size} bytes long. */
        byte[] content(int tag, int size) {
            var inside = enter(tag);
            if (inside.remaining() != size) {
                throw refuse("a value has " + inside.remaining() + " bytes instead of " + size);
            }
            return Arrays.copyOfRange(bytes, inside.at, inside.end);
        }

        /** The next element whole, tag and length included. */
        byte[] element(int tag) {
            int from = at;
            enter(tag);
            return Arrays.copyOfRange(bytes, from, at);
        }

        /** Steps over exactly these bytes. */
        void expect(byte[] exact, String what) {
            if (exact.length > end - at || !Arrays.equals(bytes, at, at + exact.length, exact, 0, exact.length)) {
                throw refuse("not " + what + " at byte " + at);
            }
            at += exact.length;
        }

        void end() {
            if (hasMore()) {
                throw refuse("an unexpected element at byte " + at);
            }
        }

        private int readLength() {
            int first = next();
            if (first < 0x80) {
                return first;
            }
            int count = first & 0x7F;
            if (count == 0 || count > 4) {
                throw refuse("an indefinite or oversized length at byte " + (at - 1));
            }
            long length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | next();
            }
            if (length < 0x80 || length > Integer.MAX_VALUE || length(((int) length)).length != count + 1) {
                throw refuse("a length that is not minimal at byte " + (at - count));
            }
            return (int) length;
        }

        private int next() {
            if (at >= end) {
                throw refuse("it ends at byte " + at);
            }
            return bytes[at++] & 0xFF;
        }

        static Problem refuse(String reason) {
            return Problem.of("sealing/object")
                    .detail("This object is not in the bytes of docs/protocols/envelope.md: %s.", reason)
                    .remedy("Make the package again with the tool or by the openssl recipe of that page.");
        }
    }
}
