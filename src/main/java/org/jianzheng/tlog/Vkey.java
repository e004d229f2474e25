package org.jianzheng.tlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A public key with its name, as policies write it (C2SP signed-note, verifier keys): {@code name+keyId+base64}.
 *
 * <p>Types 01 (Ed25519), 04 (Ed25519 cosignature) and one of our own under ff (SM2) only. The key id, four bytes of SHA-256 over name, type and key, is
 * always the computed one: a text whose id differs is refused, so a name cannot be put on another's key by mistake.
 */
public record Vkey(String name, Type type, byte[] publicKey) {
    private static final String SLUG = "tlog/vkey";
    private static final Pattern FORM = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    /** What a key of this kind signs. */
    public enum Type {
        /** The note text itself: a log's key. */
        ED25519(NoteAlgorithm.ED25519, 0, new byte[] {1}),
        /** A time and the note text: a cosigner's key. */
        COSIGNATURE(NoteAlgorithm.ED25519, 8, new byte[] {4}),
        /**
         * The note text by SM2: a log's second key where national cryptography is asked for. C2SP leaves ff to types
         * that it has not numbered, each under a long name of its own.
         */
        SM2(new Sm2Note(), 0, "\u00ffjianzheng.org/sm2-sm3/v1".getBytes(StandardCharsets.ISO_8859_1));

        private final NoteAlgorithm algorithm;
        private final int signatureLength;
        private final byte[] prefix;

        /** @param time bytes that stand before the signature itself */
        Type(NoteAlgorithm algorithm, int time, byte[] prefix) {
            this.algorithm = algorithm;
            this.signatureLength = time + algorithm.signatureSize();
            this.prefix = prefix;
        }

        NoteAlgorithm algorithm() {
            return algorithm;
        }

        /** What stands before the key wherever it is written or hashed. */
        byte[] before(byte[] key) {
            var blob = Arrays.copyOf(prefix, prefix.length + key.length);
            System.arraycopy(key, 0, blob, prefix.length, key.length);
            return blob;
        }

        /** The key behind the prefix. */
        byte[] behind(byte[] blob) {
            return Arrays.copyOfRange(blob, prefix.length, blob.length);
        }

        static Type of(byte[] blob, String slug) {
            for (var type : values()) {
                int length = type.prefix.length;
                if (blob.length > length && Arrays.equals(blob, 0, length, type.prefix, 0, length)) {
                    return type;
                }
            }
            throw Strict.refuse(slug, "Keys of type %02x are not supported, only 01, 04 and SM2 under ff.", blob[0])
                    .remedy("Ask for an Ed25519 key (01 for a log, 04 for a cosigner).");
        }
    }

    public Vkey {
        Strict.name(name, SLUG);
        Objects.requireNonNull(type);
        publicKey = publicKey.clone();
        var algorithm = type.algorithm;
        if (publicKey.length != algorithm.publicSize() || !algorithm.isValid(publicKey)) {
            throw Strict.refuse(
                    SLUG,
                    "The key of %s is not a %d-byte %s public key.",
                    Strict.quote(name),
                    algorithm.publicSize(),
                    type);
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
        var type = Type.of(blob, SLUG);
        var vkey = new Vkey(match.group(1), type, type.behind(blob));
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
        int from = bytes.length - type.algorithm.signatureSize();
        return type.algorithm.verify(publicKey, message, bytes, from);
    }

    private byte[] blob() {
        return type.before(publicKey);
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
