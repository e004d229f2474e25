package org.jianzheng.sealing;

import org.jianzheng.shared.Problem;

/**
 * What can be seen of a sealed object from its first bytes: enough to turn away, at the door, what was never encrypted.
 *
 * <p>It vouches for nothing else; the whole object is judged at the opening.
 */
public final class SealedObject {
    /** So many bytes are enough to see the recipient of any object that the format allows. */
    public static final int PREFIX = 64;

    /** SEQUENCE, the OID id-ct-authEnvelopedData, [0], SEQUENCE, version 0, SET of one recipient. */
    private static final byte[] CONTENT_TYPE = {
        0x06, 0x0B, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x17
    };

    private static final int KEK_RECIPIENT = 0xA2;

    private SealedObject() {}

    /**
     * @param first the object's first {@link #PREFIX} bytes, or all of them
     * @param header whether it must be a header (sealed to the opening key) or a part (sealed to the bid's own key)
     * @throws Problem {@code sealing/object} when it is not AuthEnvelopedData with the recipient of its kind
     */
    public static void requireSealed(Suite suite, byte[] first, boolean header) {
        try {
            int at = enter(first, 0, 0x30);
            for (byte expected : CONTENT_TYPE) {
                require(first[at++] == expected);
            }
            at = enter(first, at, 0xA0);
            at = enter(first, at, 0x30);
            require(first[at] == 0x02 && first[at + 1] == 0x01 && first[at + 2] == 0x00);
            at = enter(first, at + 3, 0x31);
            require((first[at] & 0xFF) == (header ? suite.recipients().tag() : KEK_RECIPIENT));
        } catch (ArrayIndexOutOfBoundsException e) {
            throw refuse(header).cause(e);
        } catch (NotSealed e) {
            throw refuse(header);
        }
    }

    /** The offset of the content of a constructed value with a definite length. */
    private static int enter(byte[] bytes, int at, int tag) {
        require((bytes[at] & 0xFF) == tag);
        int length = bytes[at + 1] & 0xFF;
        require(length != 0x80 && length <= 0x84);
        return length < 0x80 ? at + 2 : at + 2 + (length & 0x7F);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new NotSealed();
        }
    }

    private static Problem refuse(boolean header) {
        return Problem.of("sealing/object")
                .detail(
                        "This %s is not CMS AuthEnvelopedData sealed to %s.",
                        header ? "header" : "part", header ? "an opening key" : "the bid's own key")
                .remedy("Send the object as `jianzheng bid seal` wrote it.");
    }

    private static final class NotSealed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotSealed() {
            super(null, null, false, false);
        }
    }
}
