package org.jianzheng.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import org.jianzheng.record.Act;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * Signed acts: what has legal effect needs, beside the login, a fresh signature of the same certificate, so that a stolen
 * token can neither publish, submit nor open ({@code docs/protocols/records.md} §1).
 */
@ApplicationScoped
public class Acts {
    private static final int MAX_BYTES = 1 << 20;

    private final Trust trust;
    private final UsedOnce used;
    private final Roles roles;

    Acts(Trust trust, UsedOnce used, Roles roles) {
        this.trust = trust;
        this.used = used;
        this.roles = roles;
    }

    /**
     * Takes an act of this type about this tender and lot (null where the act has none), in the caller's transaction:
     * if that rolls back, the same signature may be sent again.
     *
     * @throws Problem {@code identity/act-signer} 403, {@code record/field} 400 for another type, tender or lot,
     *     {@code identity/roles-changed} 403, {@code identity/act-replayed} 409
     */
    @Transactional(TxType.MANDATORY)
    public SignedAct require(Caller caller, byte[] cms, String type, TenderId tender, LotId lot, Instant now) {
        var act = Act.read(content(caller, cms, now)).require(type, tender, lot);
        roles.requireUnchanged(caller);
        if (!used.act(caller.actor(), act.nonce())) {
            throw Problem.of("identity/act-replayed")
                    .status(409)
                    .field("nonce")
                    .detail("This %s with nonce %s was already taken.", type, act.nonce())
                    .remedy("If you mean it a second time, sign a new act with a new nonce.");
        }
        return new SignedAct(act, cms.clone());
    }

    /**
     * The content that the caller signed, for the signed forms that are no {@link Act}: a submission statement counts
     * once by its chain. The signature is checked, the signer is the caller, and its certificate is trusted at
     * {@code now}.
     *
     * @throws Problem {@code record/signature} 400, {@code identity/act-signer} 403, {@code record/untrusted} 403,
     *     {@code identity/revoked} 403, {@code identity/revocation-unknown} 503
     */
    public byte[] content(Caller caller, byte[] cms, Instant now) {
        if (cms == null || cms.length == 0 || cms.length > MAX_BYTES) {
            throw Problem.of("identity/act-size")
                    .status(cms == null || cms.length == 0 ? 400 : 413)
                    .detail("A signed act has 1 to %d bytes.", MAX_BYTES)
                    .remedy("Send the attached CMS SignedData as application/pkcs7-mime.");
        }
        var signed = Cms.verify(cms);
        if (!Certificates.id(signed.signer()).equals(caller.actor())) {
            throw Problem.of("identity/act-signer")
                    .status(403)
                    .detail(
                            "The act is signed by certificate %s, the login is of %s.",
                            Certificates.id(signed.signer()), caller.actor())
                    .remedy("Sign and log in with the same certificate.");
        }
        trust.checkForAct(signed.signer(), now);
        return signed.content();
    }
}
