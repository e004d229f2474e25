package org.jianzheng.record;

import java.security.cert.X509Certificate;
import org.jianzheng.tlog.Vkey;

/**
 * An office and its keys: with one it cosigns heads, with one it signs answers, to one it is written in secret.
 *
 * @param name also the name of its witness line in the policy
 * @param url where its node answers, or null when it only dials out
 */
public record TrustedOffice(
        String name, Vkey cosigner, X509Certificate signing, X509Certificate encryption, String url) {
    public TrustedOffice {
        Fields.word("name", name);
        if (Fields.present("cosigner", cosigner).type() != Vkey.Type.COSIGNATURE) {
            throw Fields.refuse("cosigner", cosigner.format(), "the key of a cosigner (type 04)");
        }
        Fields.present("signing", signing);
        Fields.present("encryption", encryption);
        if (url != null && (url.length() > 512 || !url.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?"))) {
            throw Fields.refuse("url", url, "an http or https address");
        }
    }
}
