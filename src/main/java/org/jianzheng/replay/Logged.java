package org.jianzheng.replay;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;

/**
 * A record of the case file with its place in the log.
 *
 * @param act the verified act, null when there is none or it does not verify
 */
record Logged(long index, byte[] bytes, byte[] salt, byte[] proof, WitnessRecord form, Cms.Signed act) {
    static Logged of(long index, byte[] bytes, byte[] salt, byte[] proof) {
        var form = WitnessRecord.read(bytes);
        Cms.Signed act = null;
        try {
            act = form.signedAct().orElse(null);
        } catch (Problem notSigned) {
            act = null; // the check of acts says so, by name
        }
        return new Logged(index, bytes, salt, proof, form, act);
    }

    RecordType type() {
        return form.type();
    }

    boolean isOf(LotId lot) {
        return lot.equals(form.lot());
    }

    String entry() {
        return Commitment.entryHex(salt, bytes);
    }

    /** How findings name it. */
    String where() {
        return CaseNames.record(index) + " (index " + index + ", " + form.type() + ")";
    }

    /** The signed content. @throws Problem when the record carries no valid act */
    byte[] content() {
        if (act == null) {
            throw Problem.of("replay/act")
                    .detail("%s carries no act with a valid signature.", where())
                    .remedy("Ask for the record as it is in the log.");
        }
        return act.content();
    }

    OfficeCall.Row row() {
        return new OfficeCall.Row(bytes, HexFormat.of().formatHex(salt), new String(proof, StandardCharsets.UTF_8));
    }
}
