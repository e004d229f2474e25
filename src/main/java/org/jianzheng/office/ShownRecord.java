package org.jianzheng.office;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Quorum;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.TlogProof;

/** A record of a key's lot that the platform showed, with the proof that a quorum of the key cosigned it into the log. */
record ShownRecord(String entry, WitnessRecord form) {
    /** @throws Problem {@code office/destroy} (409) or {@code tlog/…} when it is not of this lot, or not proved */
    static ShownRecord of(Trustee trustee, KeyStatement key, OfficeCall.Row row) {
        var entry = Commitment.entry(HexFormat.of().parseHex(row.salt()), row.record());
        var offices = new HashSet<String>();
        key.custodians().stream().map(CeremonyPlan.Custodian::name).forEach(offices::add);
        var head = TlogProof.parse(row.proof().getBytes(StandardCharsets.UTF_8))
                .verifyIncluded(entry, trustee.trust().policy());
        if (!new Quorum(offices, key.t(), null).holds(head)) {
            throw refuse("its head is not cosigned by a quorum of the key");
        }
        var form = WitnessRecord.read(row.record());
        if (!key.lot().equals(form.lot()) || !key.tender().equals(form.tender())) {
            throw refuse("the record is of another lot");
        }
        return new ShownRecord(HexFormat.of().formatHex(entry), form);
    }

    static Problem refuse(String otherwise) {
        return Problem.of("office/destroy")
                .status(409)
                .detail("The share is kept: %s.", otherwise)
                .remedy("Show session.record, or lot.not-opened and the act on it, of this lot with their proofs.");
    }
}
