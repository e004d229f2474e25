package org.jianzheng.sealing;

import java.util.Arrays;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/**
 * The CMS AuthEnvelopedData (RFC 5083, RFC 5084) around every object of a package: recipients, nonce, ciphertext, tag.
 * No attributes, content type always id-data.
 *
 * @param from where the ciphertext begins in the object
 */
record Frame(Suite suite, byte[] recipients, byte[] nonce, int from, int length, byte[] tag) {
    private static final int CIPHERTEXT = 0x80;

    /** Encrypts the content and frames it. */
    static byte[] seal(Suite suite, byte[] recipients, byte[] key, byte[] nonce, byte[] plain) {
        var prefix = prefix(suite, recipients, nonce, plain.length);
        var object = Arrays.copyOf(prefix, prefix.length + plain.length + 2 + Suite.TAG);
        var tag = suite.cipher().seal(key, nonce, plain, plain.length, object, prefix.length);
        suffix(tag, object, prefix.length + plain.length);
        return object;
    }

    static void suffix(byte[] tag, byte[] object, int at) {
        object[at] = Der.OCTETS;
        object[at + 1] = Suite.TAG;
        System.arraycopy(tag, 0, object, at + 2, Suite.TAG);
    }

    /** Everything before the ciphertext; it depends only on these four. */
    static byte[] prefix(Suite suite, byte[] recipients, byte[] nonce, int length) {
        var parameters = Der.sequence(Der.octets(nonce), Der.small(Suite.TAG));
        var data = Der.oid(PKCSObjectIdentifiers.data);
        var inner = concat(data, Der.sequence(suite.contentOid(), parameters), head(CIPHERTEXT, length));
        var content = concat(head(Der.SEQUENCE, inner.length + length), inner);
        var body = concat(Der.small(0), Der.tlv(Der.SET, recipients), content);
        int bodyLength = body.length + length + 2 + Suite.TAG;
        var type = Der.oid(CMSObjectIdentifiers.authEnvelopedData);
        var wrapped = concat(head(Der.SEQUENCE, bodyLength), body);
        var explicit = concat(type, head(0xA0, wrapped.length - body.length + bodyLength), wrapped);
        int whole = explicit.length - body.length + bodyLength;
        return concat(head(Der.SEQUENCE, whole), explicit);
    }

    /** Reads {@code size} bytes of {@code object} as exactly one frame; the ciphertext stays where it is. */
    static Frame read(Suite suite, byte[] object, int size) {
        var all = new Der.Cursor(object, 0, size);
        var info = all.enter(Der.SEQUENCE);
        all.end();
        info.expect(Der.oid(CMSObjectIdentifiers.authEnvelopedData), "an AuthEnvelopedData");
        var explicit = info.enter(0xA0);
        info.end();
        var body = explicit.enter(Der.SEQUENCE);
        explicit.end();
        body.expect(Der.small(0), "version 0");
        var recipients = body.content(Der.SET);
        var content = body.enter(Der.SEQUENCE);
        content.expect(Der.oid(PKCSObjectIdentifiers.data), "content of type id-data");
        var algorithm = content.enter(Der.SEQUENCE);
        algorithm.expect(suite.contentOid(), "the suite's content cipher");
        var parameters = algorithm.enter(Der.SEQUENCE);
        algorithm.end();
        var nonce = parameters.content(Der.OCTETS, Suite.NONCE);
        parameters.expect(Der.small(Suite.TAG), "a tag of 16 bytes");
        parameters.end();
        var ciphertext = content.enter(CIPHERTEXT);
        content.end();
        var tag = body.content(Der.OCTETS, Suite.TAG);
        body.end();
        int from = ciphertext.offset();
        var expected = prefix(suite, recipients, nonce, ciphertext.remaining());
        if (!Arrays.equals(object, 0, from, expected, 0, expected.length)) {
            throw Der.Cursor.refuse("its prefix is not what its fields encode to");
        }
        return new Frame(suite, recipients, nonce, from, ciphertext.remaining(), tag);
    }

    /** The plaintext, or null when the tag does not hold. */
    byte[] open(byte[] key, byte[] object) {
        var plain = new byte[length];
        return suite.cipher().open(key, nonce, object, from, length, tag, plain) ? plain : null;
    }

    private static byte[] head(int tag, int length) {
        return concat(new byte[] {(byte) tag}, Der.length(length));
    }

    private static byte[] concat(byte[]... parts) {
        return org.bouncycastle.util.Arrays.concatenate(parts);
    }

    @Override
    public String toString() {
        return "Frame[" + length + " bytes]";
    }
}
