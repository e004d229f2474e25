package org.jianzheng.tlog;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public key with its name, as policies write it (C2SP signed-note, verifier keys): {@code name+keyId+base64}.
 *
 * <p>Types 01 (Ed25519) and 04 (Ed25519 cosignature) only. The key id, four bytes of SHA-256 over name, type and key, is
 * always the computed one: a text whose id differs is refused, so a name cannot be put on another's key by mistake.
 */
public record Vkey(String name, Type type, byte[] publicKey) {
    private static final String SLUG = "tlog/vkey";
    private static final Pattern FORM = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    /** What a key of this kind signs. */
    public enum Type {
        /** The note text itself: a log's key. */
        ED25519(1, 64),
        /** A time and the note text: a cosigner's key. */
        COSIGNATURE(4, 72);

        private final byte code;
        private final int signatureLength;

        Type(int code, int signatureLength) {
            this.code = (byte) code;
            this.signatureLength = signatureLength;
        }

        byte code() {
            return code;
        }

        static Type of(byte code, String slug) {
            for (var type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            throw Strict.refuse(slug, "Keys of type %02x are not supported, only 01 and 04.", code)
                    .remedy("Ask for an Ed25519 key (01 for a log, 04 for a cosigner).");
        }
    }

    public Vkey {
        Strict.name(name, SLUG);
        Objects.requireNonNull(type);
        publicKey = publicKey.clone();
        // Refuses points outside the prime-order group too: under those, one signature can fit many texts.
        if (publicKey.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(publicKey, 0)) {
            throw Strict.refuse(SLUG, "The key of %s is not a 32-byte Ed25519 public key.", Strict.quote(name));
        }
    }

    public static Vkey parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw Strict.refuse(SLUG, "%s is not of the form name+keyId+base64.", Strict.quote(text));
        }
        var blob = Strict.base64(match.group(3), SLUG);
        if (blob.length == 0) {
            throw Strict.refuse(SLUG, "%s holds no key.", Strict.quote(text));
        }
        var type = Type.of(blob[0], SLUG);
        var vkey = new Vkey(match.group(1), type, Arrays.copyOfRange(blob, 1, blob.length));
        if (!vkey.keyIdHex().equals(match.group(2))) {
            throw Strict.refuse(
                    SLUG, "The key id in %s does not fit; it would be %s.", Strict.quote(text), vkey.keyIdHex());
        }
        return vkey;
    }

    /** The text that {@link #parse} reads. */
    public String format() {
        return name + "+" + keyIdHex() + "+" + Strict.base64(blob());
    }

    public int keyId() {
        var hash = Sha256.hash(Strict.utf8(name + "\n", SLUG), blob());
        return (hash[0] & 0xff) << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | hash[3] & 0xff;
    }

    public String keyIdHex() {
        return HexFormat.of().toHexDigits(keyId());
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** Whether the line {@code signature} names this key. */
    public boolean isNamedBy(SignedNote.Signature signature) {
        return name.equals(signature.name()) && keyId() == signature.keyId();
    }

    /** Whether {@code signature} is this key's valid signature, or cosignature, of the note text. */
    public boolean verify(String text, SignedNote.Signature signature) {
        var bytes = signature.bytes();
        if (!isNamedBy(signature) || bytes.length != type.signatureLength) {
            return false;
        }
        if (type == Type.COSIGNATURE && !Cosignature.isTime(Cosignature.secondsOf(bytes))) {
            return false;
        }
        byte[] message = type == Type.COSIGNATURE
                ? Cosignature.message(Cosignature.secondsOf(bytes), text)
                : Strict.utf8(text, "tlog/note");
        int from = bytes.length - Ed25519.SIGNATURE_SIZE;
        return Ed25519.verify(bytes, from, publicKey, 0, message, 0, message.length);
    }

    private byte[] blob() {
        var blob = new byte[1 + publicKey.length];
        blob[0] = type.code;
        System.arraycopy(publicKey, 0, blob, 1, publicKey.length);
        return blob;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vkey that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(publicKey, that.publicKey);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, Arrays.hashCode(publicKey));
    }

    @Override
    public String toString() {
        return format();
    }
}
