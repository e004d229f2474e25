package org.jianzheng.replay;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jianzheng.record.Act;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WitnessRecord;

/**
 * Who did it: each act is signed by the record's actor, whose certificate one of the reader's authorities issued and was
 * valid then; offices and platform sign with the very certificates of the trust folder; no act serves twice.
 */
final class ActsCheck implements Check {
    /** Acts of persons by the record that carries them. */
    private static final Map<RecordType, String> PERSONAL = new EnumMap<>(Map.of(
            RecordType.TENDER_PUBLISHED, Act.TENDER_PUBLISH,
            RecordType.TENDER_EXTENDED, Act.TENDER_EXTEND,
            RecordType.CLARIFICATION_ISSUED, Act.CLARIFICATION_ISSUE,
            RecordType.BID_WITHDRAWN, Act.BID_WITHDRAW,
            RecordType.SESSION_SIGNED_IN, Act.SESSION_SIGN_IN,
            RecordType.SESSION_CONFIRMED, Act.SESSION_CONFIRM,
            RecordType.SESSION_OBJECTION, Act.SESSION_OBJECT,
            RecordType.SESSION_ANSWER, Act.SESSION_ANSWER,
            RecordType.SESSION_RECORD, Act.SESSION_RECORD_SIGN,
            RecordType.SHARE_DESTROY_ORDERED, Act.SHARE_DESTROY));

    private Evidence evidence;
    private Findings findings;
    private final Map<String, Logged> used = new HashMap<>();

    @Override
    public String name() {
        return "acts";
    }

    @Override
    public void run(Evidence given, Findings into) {
        evidence = given;
        findings = into;
        int signed = 0;
        for (var record : evidence.records()) {
            findings.run(record.where(), "act", () -> check(record));
            signed += record.act() == null ? 0 : 1;
        }
        findings.covered(
                "%d signed acts of %d records", signed, evidence.records().size());
    }

    private void check(Logged record) {
        switch (record.type()) {
            case BID_REFUSED -> refused(record);
            case BID_SUBMITTED, BID_INCOMPLETE -> submission(record);
            case CEREMONY_PLAN -> platform(record);
            case CEREMONY_COMMIT,
                    CEREMONY_REVEAL,
                    CEREMONY_ACK,
                    CEREMONY_JUSTIFY,
                    KEY_STATED,
                    DEADLINE_STATED,
                    OFFICE_READY,
                    OFFICE_BOUND,
                    OFFICE_RELEASED,
                    OFFICE_REFUSED,
                    OFFICE_DESTROYED -> office(record);
            case KEY_CERTIFIED,
                    CEREMONY_ABANDONED,
                    LOT_NOT_OPENED,
                    STAGE_INDEX,
                    BID_OPENED,
                    BID_FAILED,
                    SESSION_OPENED,
                    OUTAGE_OUTSIDE,
                    LOG_COVER -> stated(record);
            case OUTAGE_DECIDED -> outage(record);
            case LOT_CLOSED -> closed(record);
            case TENDER_PUBLISHED,
                    TENDER_EXTENDED,
                    CLARIFICATION_ISSUED,
                    BID_WITHDRAWN,
                    SESSION_SIGNED_IN,
                    SESSION_CONFIRMED,
                    SESSION_OBJECTION,
                    SESSION_ANSWER,
                    SESSION_RECORD,
                    SHARE_DESTROY_ORDERED -> personal(record, PERSONAL.get(record.type()));
            case PROJECT_CREATED,
                    PARTY_ROLE_GRANTED,
                    DOCUMENT_DOWNLOADED,
                    QUESTION_ASKED,
                    SESSION_READ_OUT,
                    SANDBOX_MOVED -> unsigned(record);
        }
    }

    /** Whatever was sent, if it was a signed act at all; who sent it may be part of the refusal. */
    private void refused(Logged record) {
        var sent = record.form().act();
        if (sent != null) {
            require(
                    record,
                    Commitment.hash(sent)
                            .equals(record.form().data().path("received").asText()),
                    "its act is not what was received");
        }
    }

    private void submission(Logged record) {
        person(record);
        var statement = SubmissionStatement.read(record.content());
        require(
                record,
                statement.tender().equals(record.form().tender())
                        && statement.lot().equals(record.form().lot()),
                "its statement is for another lot");
    }

    private void personal(Logged record, String type) {
        person(record);
        Act.read(record.content())
                .require(type, record.form().tender(), record.form().lot());
    }

    /** One act for lots of any tender: the record is of one, the act of none. */
    private void outage(Logged record) {
        person(record);
        OutageDecision.read(record.content());
    }

    private void person(Logged record) {
        record.content();
        signedByActor(record);
        evidence.trust.anchors().check(record.act().signer(), record.form().time());
        var before = used.putIfAbsent(Commitment.hash(record.content()), record);
        require(
                record,
                before == null || before.type() != record.type(),
                "its act was used before, at index " + (before == null ? -1 : before.index()));
    }

    private void office(Logged record) {
        record.content();
        signedByActor(record);
        evidence.trust.officeSigning(record.act().signer());
        evidence.trust.anchors().check(record.act().signer(), record.form().time());
    }

    private void platform(Logged record) {
        record.content();
        require(record, WitnessRecord.PLATFORM.equals(record.form().actor()), "its actor is not the platform");
        evidence.trust.checkSeal(record.act().signer());
    }

    private void stated(Logged record) {
        boolean byPlatform = WitnessRecord.PLATFORM.equals(record.form().actor())
                && record.form().act() == null;
        require(record, byPlatform, "the platform states it, without an act");
    }

    private void closed(Logged record) {
        if (record.form().act() == null) {
            stated(record);
            return;
        }
        person(record);
        Act.read(record.content())
                .require(Act.LOT_CLOSE, record.form().tender(), record.form().lot());
    }

    private void unsigned(Logged record) {
        require(
                record,
                record.form().act() == null
                        && !WitnessRecord.PLATFORM.equals(record.form().actor()),
                "a person does it, without an act");
    }

    private void signedByActor(Logged record) {
        var signer = Certificates.id(record.act().signer());
        require(record, signer.equals(record.form().actor()), "its act is signed by " + signer);
    }

    private void require(Logged record, boolean holds, String otherwise) {
        findings.require(holds, record.where(), "signed-by-actor", "%s", otherwise);
    }
}
