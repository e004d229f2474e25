package org.jianzheng.sealing;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.shared.Problem;

/**
 * The first object of a package: kid, K and the signed manifest, encrypted to the opening key.
 *
 * <p>Reading is strict (the one DER spelling, exact algorithms, a point on the curve) and needs no secret, so that the
 * platform refuses a bad header at the door and an office takes R from the very bytes it was asked about.
 */
public final class Header {
    /** Checked before anything is parsed. */
    public static final int MAX_SIZE = (int) SubmissionStatement.MAX_HEADER;

    /** What the header hides. */
    record Contents(BidKey key, byte[] slip) {
        @Override
        public String toString() {
            return "Contents[hidden]";
        }
    }

    private final byte[] der;
    private final Frame frame;
    private final Recipient recipient;

    private Header(byte[] der, Frame frame, Recipient recipient) {
        this.der = der;
        this.frame = frame;
        this.recipient = recipient;
    }

    /** Seals {@code slip} (the SignedData of the manifest) and the key to {@code q}. */
    static byte[] make(Point q, BidKey key, byte[] slip, SecureRandom random) {
        var plain = Der.sequence(Der.small(1), Der.octets(key.kid()), Der.octets(key.key()), Der.octets(slip));
        try {
            var header = seal(q, plain, random);
            if (header.length > MAX_SIZE) {
                throw tooLarge(header.length);
            }
            return header;
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** Any bytes, sealed to one point: also the form of ceremony shares and of decryption shares on their way. */
    static byte[] seal(Point q, byte[] plain, SecureRandom random) {
        var contentKey = new byte[q.suite().cipher().keySize()];
        var nonce = new byte[Suite.NONCE];
        random.nextBytes(contentKey);
        random.nextBytes(nonce);
        try {
            var recipient = q.suite().recipients().to(q, contentKey, random);
            return Frame.seal(q.suite(), recipient.encode(), contentKey, nonce, plain);
        } finally {
            Arrays.fill(contentKey, (byte) 0);
        }
    }

    /**
     * Reads a header sealed to {@code q}.
     *
     * <p>One recipient, or two when the bidder added its own certificate. The one for q is the one named by q's subject
     * key identifier; a single recipient may also be named by issuer and serial number, as openssl does by default.
     *
     * @throws Problem {@code sealing/object}, {@code sealing/point} or {@code sealing/header}
     */
    public static Header parse(Point q, byte[] der) {
        if (der.length > MAX_SIZE) {
            throw tooLarge(der.length);
        }
        var frame = Frame.read(q.suite(), der, der.length);
        return new Header(der, frame, recipient(q, recipients(q.suite(), frame.recipients())));
    }

    private static List<Recipient> recipients(Suite suite, byte[] set) {
        var in = new Der.Cursor(set, 0, set.length);
        var all = new ArrayList<Recipient>();
        while (in.hasMore()) {
            int from = in.offset();
            var one = suite.recipients().read(suite, in);
            if (!Arrays.equals(one.encode(), Arrays.copyOfRange(set, from, in.offset()))) {
                throw Der.Cursor.refuse("a recipient is not what its fields encode to");
            }
            all.add(one);
        }
        if (all.isEmpty() || all.size() > 2) {
            throw refuse("It has " + all.size() + " recipients instead of one, or two with the bidder itself.");
        }
        return all;
    }

    private static Recipient recipient(Point q, List<Recipient> all) {
        var named = all.stream().filter(one -> one.isFor(q)).toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        if (named.isEmpty() && all.size() == 1 && !all.get(0).isByKeyIdentifier()) {
            return all.get(0);
        }
        throw refuse("It is not sealed to the opening key.");
    }

    /** The ephemeral key R: what each office multiplies by its share. */
    public Point r() {
        return recipient.r();
    }

    /**
     * Opens the header with a quorum's key.
     *
     * @throws Problem {@code sealing/header} when the key wrap, the tag or the content does not hold
     */
    Contents open(OpeningKey key) {
        if (!key.r().equals(r())) {
            throw new IllegalArgumentException("This opening key was made for another header");
        }
        return contents(openBytes(key.shared()));
    }

    byte[] openBytes(Point shared) {
        return content(recipient.unwrap(shared));
    }

    byte[] openBytes(PrivateKey key) throws GeneralSecurityException {
        return content(recipient.unwrap(key));
    }

    private byte[] content(byte[] contentKey) {
        if (contentKey == null) {
            throw refuse("Its content key does not unwrap: it was not sealed to this key.");
        }
        try {
            var plain = frame.open(contentKey, der);
            if (plain == null) {
                throw refuse("Its authentication tag is wrong.");
            }
            return plain;
        } finally {
            Arrays.fill(contentKey, (byte) 0);
        }
    }

    private Contents contents(byte[] plain) {
        try {
            var all = new Der.Cursor(plain, 0, plain.length);
            var fields = all.enter(Der.SEQUENCE);
            all.end();
            fields.expect(Der.small(1), "version 1");
            var kid = fields.content(Der.OCTETS, Suite.KID);
            var key = fields.content(Der.OCTETS, frame.suite().cipher().keySize());
            var slip = fields.content(Der.OCTETS);
            fields.end();
            return new Contents(new BidKey(kid, key), slip);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static Problem tooLarge(int size) {
        return refuse("It has " + size + " bytes; at most " + MAX_SIZE + " are allowed.");
    }

    private static Problem refuse(String reason) {
        return Problem.of("sealing/header")
                .detail("The header is refused. %s", reason)
                .remedy("Seal the bid again to the opening key of this lot and stage.");
    }

    @Override
    public String toString() {
        return "Header[" + r() + "]";
    }
}
