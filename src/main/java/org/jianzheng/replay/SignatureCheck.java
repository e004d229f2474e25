package org.jianzheng.replay;

import org.jianzheng.record.Cms;

/** The platform's seal vouches for {@code case.json}, and it is of the log that the reader trusts. */
final class SignatureCheck implements Check {
    @Override
    public String name() {
        return "case signature";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        findings.run(CaseNames.SIGNATURE, "platform-seal", () -> {
            var signer =
                    Cms.verifyDetached(evidence.file.bytes(CaseNames.SIGNATURE), evidence.file.bytes(CaseNames.INDEX));
            evidence.trust.checkSeal(signer);
            findings.covered("signed by %s", signer.getSubjectX500Principal());
        });
        findings.require(
                evidence.index.origin().equals(evidence.trust.origin()),
                CaseNames.INDEX,
                "origin",
                "It is of the log %s, the trust folder of %s.",
                evidence.index.origin(),
                evidence.trust.origin());
        findings.vouch(CaseNames.INDEX);
        findings.vouch(CaseNames.SIGNATURE);
        // Whose trust folder counts is the reader's choice; the one carried along is signed for by the seal.
        evidence.file.names().stream()
                .filter(name -> name.startsWith(CaseNames.TRUST))
                .forEach(findings::vouch);
    }
}
