package org.jianzheng.sealing;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.shared.Problem;

/**
 * One part of a package: at most 8 MiB of one file, encrypted under a key of its own that the bid's key wraps.
 *
 * <p>A part is small enough to be opened whole, in the caller's buffers, so nothing is released before its hash and its
 * tag hold.
 */
final class Part {
    /** The largest plaintext of a part. */
    static final int MAX_PLAIN = SubmissionStatement.MAX_PART_PLAINTEXT;

    /** At most so many bytes stand around the plaintext: exactly these in p256, fewer in sm2. */
    static final int MAX_FRAME = 184;

    static final int MAX_OBJECT = MAX_PLAIN + MAX_FRAME;

    private static final int KEK_RECIPIENT = 0xA2;

    private Part() {}

    /** Seals {@code length} bytes of {@code plain} into {@code object}; returns the size of the object. */
    static int seal(Suite suite, BidKey key, byte[] plain, int length, byte[] object, SecureRandom random) {
        var contentKey = new byte[suite.cipher().keySize()];
        var nonce = new byte[Suite.NONCE];
        random.nextBytes(contentKey);
        random.nextBytes(nonce);
        try {
            var recipient = recipient(suite, key.kid(), suite.cipher().wrap(key.key(), contentKey));
            var prefix = Frame.prefix(suite, recipient, nonce, length);
            System.arraycopy(prefix, 0, object, 0, prefix.length);
            var tag = suite.cipher().seal(contentKey, nonce, plain, length, object, prefix.length);
            Frame.suffix(tag, object, prefix.length + length);
            return prefix.length + length + 2 + Suite.TAG;
        } finally {
            Arrays.fill(contentKey, (byte) 0);
        }
    }

    /**
     * Opens the object in the first {@code size} bytes of {@code object} into {@code plain}.
     *
     * @return the size of the plaintext
     * @throws Problem {@code sealing/object} or {@code sealing/part}; {@code plain} then holds nothing of it
     */
    static int open(Suite suite, BidKey key, byte[] object, int size, byte[] plain) {
        var frame = Frame.read(suite, object, size);
        if (frame.length() > MAX_PLAIN) {
            throw refuse("it holds " + frame.length() + " bytes; at most " + MAX_PLAIN + " are allowed");
        }
        var contentKey = suite.cipher().unwrap(key.key(), wrapped(suite, key, frame.recipients()));
        if (contentKey == null) {
            throw refuse("its content key does not unwrap under the bid's key");
        }
        try {
            if (!suite.cipher()
                    .open(contentKey, frame.nonce(), object, frame.from(), frame.length(), frame.tag(), plain)) {
                throw refuse("its authentication tag is wrong");
            }
            return frame.length();
        } finally {
            Arrays.fill(contentKey, (byte) 0);
        }
    }

    private static byte[] wrapped(Suite suite, BidKey key, byte[] set) {
        var in = new Der.Cursor(set, 0, set.length);
        var body = in.enter(KEK_RECIPIENT);
        in.end();
        body.expect(Der.small(4), "version 4");
        var identifier = body.enter(Der.SEQUENCE);
        var kid = identifier.content(Der.OCTETS, Suite.KID);
        identifier.end();
        body.expect(suite.wrapAlgorithm(), "the suite's key wrap");
        var wrapped = body.content(Der.OCTETS, suite.cipher().wrappedSize());
        body.end();
        if (!Arrays.equals(kid, key.kid())) {
            throw refuse("it names the key of another bid");
        }
        if (!Arrays.equals(set, recipient(suite, kid, wrapped))) {
            throw Der.Cursor.refuse("its recipient is not what its fields encode to");
        }
        return wrapped;
    }

    private static byte[] recipient(Suite suite, byte[] kid, byte[] wrapped) {
        return Der.tlv(
                KEK_RECIPIENT, Der.small(4), Der.sequence(Der.octets(kid)), suite.wrapAlgorithm(), Der.octets(wrapped));
    }

    private static Problem refuse(String reason) {
        return Problem.of("sealing/part")
                .detail("A part is refused: %s.", reason)
                .remedy("Make the package again; do not mix objects of different packages.");
    }
}
