package org.jianzheng.tlog;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** A private key with its name, Ed25519 or SM2; never prints the secret. */
public final class NoteSigner {
    private static final String SLUG = "tlog/private-key";
    private static final Pattern FORM = Pattern.compile("PRIVATE\\+KEY\\+([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    private final byte[] seed;
    private final Vkey vkey;

    private NoteSigner(String name, Vkey.Type type, byte[] seed) {
        this.seed = seed.clone();
        this.vkey = new Vkey(name, type, type.algorithm().publicKey(seed));
    }

    public static NoteSigner of(String name, Vkey.Type type, byte[] seed) {
        if (seed.length != type.algorithm().secretSize()) {
            throw Strict.refuse(SLUG, "The secret of %s has %d bytes instead of 32.", name, seed.length);
        }
        return new NoteSigner(name, type, seed);
    }

    public static NoteSigner generate(String name, Vkey.Type type, SecureRandom random) {
        return new NoteSigner(name, type, type.algorithm().newSecret(random));
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
        if (blob.length == 0) {
            throw Strict.refuse(SLUG, "The secret part of %s is empty.", match.group(1));
        }
        var type = Vkey.Type.of(blob, SLUG);
        var signer = of(match.group(1), type, type.behind(blob));
        if (!signer.vkey.keyIdHex().equals(match.group(2))) {
            throw Strict.refuse(SLUG, "Its key id would be %s.", signer.vkey.keyIdHex());
        }
        return signer;
    }

    /** The text that {@link #parse} reads: a secret, for a file that only its owner can read. */
    public String secretForm() {
        var blob = vkey.type().before(seed);
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
        if (vkey.type() == Vkey.Type.COSIGNATURE) {
            throw new IllegalStateException(vkey + " signs heads with a time, not notes");
        }
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
        return vkey.type().algorithm().sign(seed, message);
    }

    @Override
    public String toString() {
        return "NoteSigner[" + vkey + "]";
    }
}
