package org.jianzheng.office;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.SignedForm;

/** What every part that guards shares needs: who this office is, whom it trusts, its clock and its disk. */
record Trustee(
        Path directory,
        Identity identity,
        TrustFolder trust,
        Supervision supervision,
        Vault vault,
        Clock clock,
        Notebook notebook) {
    static final SecureRandom RANDOM = new SecureRandom();

    /** A request of the platform: signed by one of its seals, valid by this office's clock. */
    <T extends OfficeRequest> SignedForm<T> request(byte[] cms, Class<T> form, Instant now) {
        var signed = SignedForm.read(cms, form);
        trust.checkSeal(signed.signer());
        trust.anchors().check(signed.signer(), now);
        return signed;
    }
}
