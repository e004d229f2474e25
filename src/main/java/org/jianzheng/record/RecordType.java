package org.jianzheng.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every kind of witness record, with who may see it when it is appended and what happens to that later.
 *
 * <p>A record that ties a party to a lot is its actor's alone until the lot's opening ({@link Disclosure#OPENING});
 * {@code docs/protocols/records.md} lists the fields of each.
 */
public enum RecordType {
    PROJECT_CREATED("project.created", Audience.ACTOR_AND_SUPERVISORS, Disclosure.NEVER),
    PARTY_ROLE_GRANTED("party.role-granted", Audience.ACTOR_AND_SUPERVISORS, Disclosure.NEVER),

    CEREMONY_PLAN("ceremony.plan", Audience.ACTOR_AND_SUPERVISORS, Disclosure.PUBLICATION),
    CEREMONY_COMMIT("ceremony.commit", Audience.ACTOR_AND_SUPERVISORS, Disclosure.PUBLICATION),
    CEREMONY_REVEAL("ceremony.reveal", Audience.ACTOR_AND_SUPERVISORS, Disclosure.PUBLICATION),
    CEREMONY_ACK("ceremony.ack", Audience.ACTOR_AND_SUPERVISORS, Disclosure.PUBLICATION),
    CEREMONY_JUSTIFY("ceremony.justify", Audience.ACTOR_AND_SUPERVISORS, Disclosure.PUBLICATION),
    CEREMONY_ABANDONED("ceremony.abandoned", Audience.ACTOR_AND_SUPERVISORS, Disclosure.PUBLICATION),
    KEY_STATED("key.stated", Audience.ACTOR_AND_SUPERVISORS, Disclosure.PUBLICATION),
    KEY_CERTIFIED("key.certified", Audience.ACTOR_AND_SUPERVISORS, Disclosure.PUBLICATION),

    TENDER_PUBLISHED("tender.published", Audience.PUBLIC, Disclosure.AT_ONCE),
    CLARIFICATION_ISSUED("clarification.issued", Audience.PUBLIC, Disclosure.AT_ONCE),
    TENDER_EXTENDED("tender.extended", Audience.PUBLIC, Disclosure.AT_ONCE),
    DEADLINE_STATED("deadline.stated", Audience.PUBLIC, Disclosure.AT_ONCE),
    OUTAGE_DECIDED("outage.decided", Audience.PUBLIC, Disclosure.AT_ONCE),
    /** Which accepted acts an outage left outside: with them their number would be known. */
    OUTAGE_OUTSIDE("outage.outside", Audience.NOBODY, Disclosure.OPENING),

    DOCUMENT_DOWNLOADED("document.downloaded", Audience.ACTOR_ONLY, Disclosure.OPENING),
    QUESTION_ASKED("question.asked", Audience.ACTOR_ONLY, Disclosure.OPENING),
    BID_SUBMITTED("bid.submitted", Audience.ACTOR_ONLY, Disclosure.OPENING),
    BID_WITHDRAWN("bid.withdrawn", Audience.ACTOR_ONLY, Disclosure.OPENING),
    BID_REFUSED("bid.refused", Audience.ACTOR_ONLY, Disclosure.OPENING),
    BID_INCOMPLETE("bid.incomplete", Audience.ACTOR_ONLY, Disclosure.OPENING),
    SESSION_SIGNED_IN("session.signed-in", Audience.ACTOR_ONLY, Disclosure.OPENING),

    LOT_CLOSED("lot.closed", Audience.NOBODY, Disclosure.OPENING),
    LOT_NOT_OPENED("lot.not-opened", Audience.SUPERVISORS, Disclosure.NEVER),
    /** Of the close: as listed here; of every later stage {@link Audience#PUBLIC} at once. */
    STAGE_INDEX("stage.index", Audience.NOBODY, Disclosure.OPENING),

    OFFICE_READY("office.ready", Audience.NOBODY, Disclosure.OPENING),
    OFFICE_BOUND("office.bound", Audience.NOBODY, Disclosure.OPENING),
    OFFICE_RELEASED("office.released", Audience.NOBODY, Disclosure.OPENING),
    OFFICE_REFUSED("office.refused", Audience.NOBODY, Disclosure.OPENING),
    OFFICE_DESTROYED("office.destroyed", Audience.NOBODY, Disclosure.OPENING),
    /** Of a lot that is not opened, so nobody but the supervisors ever sees it. */
    SHARE_DESTROY_ORDERED("share.destroy-ordered", Audience.ACTOR_AND_SUPERVISORS, Disclosure.NEVER),

    BID_OPENED("bid.opened", Audience.PUBLIC, Disclosure.AT_ONCE),
    BID_FAILED("bid.failed", Audience.PUBLIC, Disclosure.AT_ONCE),
    SESSION_OPENED("session.opened", Audience.PUBLIC, Disclosure.AT_ONCE),
    SESSION_READ_OUT("session.read-out", Audience.PUBLIC, Disclosure.AT_ONCE),
    SESSION_CONFIRMED("session.confirmed", Audience.PUBLIC, Disclosure.AT_ONCE),
    SESSION_OBJECTION("session.objection", Audience.PUBLIC, Disclosure.AT_ONCE),
    SESSION_ANSWER("session.answer", Audience.PUBLIC, Disclosure.AT_ONCE),
    SESSION_RECORD("session.record", Audience.PUBLIC, Disclosure.AT_ONCE),

    LOG_COVER("log.cover", Audience.NOBODY, Disclosure.NEVER),
    SANDBOX_MOVED("sandbox.moved", Audience.PUBLIC, Disclosure.AT_ONCE);

    /** When a record becomes public. */
    public enum Disclosure {
        /** It is public when it is appended. */
        AT_ONCE,
        /** With the publication of its tender. */
        PUBLICATION,
        /** With its lot's opening; to the supervisors alone if the lot is not opened. */
        OPENING,
        /** It stays with those who see it from the start. */
        NEVER
    }

    private static final Map<String, RecordType> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(type -> type.wire, type -> type));

    private final String wire;
    private final Audience audience;
    private final Disclosure disclosure;

    RecordType(String wire, Audience audience, Disclosure disclosure) {
        this.wire = wire;
        this.audience = audience;
        this.disclosure = disclosure;
    }

    @JsonCreator
    public static RecordType of(String wire) {
        var type = wire == null ? null : BY_WIRE.get(wire);
        if (type == null) {
            throw Fields.refuse("type", wire, "a record type of docs/protocols/records.md");
        }
        return type;
    }

    /** The name in the record, for example {@code bid.submitted}. */
    @JsonValue
    public String wire() {
        return wire;
    }

    /** Who may see it from the moment it is appended. */
    public Audience audience() {
        return audience;
    }

    public Disclosure disclosure() {
        return disclosure;
    }

    @Override
    public String toString() {
        return wire;
    }
}
