package org.jianzheng.tlog;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 private key with its name; never prints the seed. */
public final class NoteSigner {
    private static final String SLUG = "tlog/private-key";
    private static final Pattern FORM = Pattern.compile("PRIVATE\\+KEY\\+([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    private final byte[] seed;
    private final Vkey vkey;

    private NoteSigner(String name, Vkey.Type type, byte[] seed) {
        this.seed = seed.clone();
        var publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        this.vkey = new Vkey(name, type, publicKey);
    }

    public static NoteSigner of(String name, Vkey.Type type, byte[] seed) {
        if (seed.length != Ed25519.SECRET_KEY_SIZE) {
            throw Strict.refuse(SLUG, "The seed of %s has %d bytes instead of 32.", name, seed.length);
        }
        return new NoteSigner(name, type, seed);
    }

    public static NoteSigner generate(String name, Vkey.Type type, SecureRandom random) {
        var seed = new byte[Ed25519.SECRET_KEY_SIZE];
        random.nextBytes(seed);
        return new NoteSigner(name, type, seed);
    }

    /** Reads the form of Go's note package, {@code PRIVATE+KEY+name+keyId+base64(type, seed)}. */
    public static NoteSigner parse(String text) {
        var match = FORM.matcher(text);
        // Errors here quote nothing of the text: it holds the seed.
        if (!match.matches()) {
            throw Strict.refuse(SLUG, "It is not of the form PRIVATE+KEY+name+keyId+base64.");
        }
        byte[] blob;
        try {
            blob = Strict.base64(match.group(3), SLUG);
        } catch (org.jianzheng.shared.Problem e) {
            throw Strict.refuse(SLUG, "The secret part of %s is not canonical base64.", match.group(1));
        }
        if (blob.length != 1 + Ed25519.SECRET_KEY_SIZE) {
            throw Strict.refuse(SLUG, "The secret part of %s has %d bytes.", match.group(1), blob.length);
        }
        var type = Vkey.Type.of(blob[0], SLUG);
        var signer = new NoteSigner(match.group(1), type, Arrays.copyOfRange(blob, 1, blob.length));
        if (!signer.vkey.keyIdHex().equals(match.group(2))) {
            throw Strict.refuse(SLUG, "Its key id would be %s.", signer.vkey.keyIdHex());
        }
        return signer;
    }

    /** The text that {@link #parse} reads: a secret, for a file that only its owner can read. */
    public String secretForm() {
        var blob = new byte[1 + seed.length];
        blob[0] = vkey.type().code();
        System.arraycopy(seed, 0, blob, 1, seed.length);
        return "PRIVATE+KEY+" + vkey.name() + "+" + vkey.keyIdHex() + "+" + Strict.base64(blob);
    }

    public Vkey vkey() {
        return vkey;
    }

    public String name() {
        return vkey.name();
    }

    /** Signs a note text; a cosigner's key signs with {@link Cosignature#sign} instead. */
    public SignedNote.Signature sign(String text) {
        requireType(Vkey.Type.ED25519);
        return signature(signBytes(Strict.utf8(text, "tlog/note")));
    }

    void requireType(Vkey.Type type) {
        if (vkey.type() != type) {
            throw new IllegalStateException(vkey + " is no key of type " + type);
        }
    }

    SignedNote.Signature signature(byte[] bytes) {
        return new SignedNote.Signature(vkey.name(), vkey.keyId(), bytes);
    }

    byte[] signBytes(byte[] message) {
        var signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    @Override
    public String toString() {
        return "NoteSigner[" + vkey + "]";
    }
}
