package org.jianzheng.sealing;

import java.security.cert.X509Certificate;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;

/**
 * A form whose signature holds: what it says, the bytes that were signed, by which certificate, and the CMS itself.
 *
 * <p>Whether that certificate may say it is the reader's next question; nothing here asks a trust folder.
 */
public record SignedForm<T>(T form, byte[] content, X509Certificate signer, byte[] cms) {
    /**
     * Reads an attached CMS over the canonical bytes of {@code type}.
     *
     * @throws org.jianzheng.shared.Problem {@code record/signature} or {@code record/json}
     */
    public static <T> SignedForm<T> read(byte[] cms, Class<T> type) {
        var signed = Cms.verify(cms);
        return new SignedForm<>(Canonical.read(signed.content(), type), signed.content(), signed.signer(), cms);
    }

    /** The signer as records name it. */
    public String signerId() {
        return Certificates.id(signer);
    }
}
