package org.jianzheng.office;

import java.time.Instant;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.shared.Problem;

/**
 * States a later deadline over the procuring entity's own signed act, and only while this office knows no list: what
 * was closed once is not opened to bids again. After the old deadline the tendering office's signed decision about an
 * outage must stand behind it (docs/protocols/records.md §6).
 */
final class Deadlines {
    private final Trustee trustee;
    private final Keys keys;

    Deadlines(Trustee trustee, Keys keys) {
        this.trustee = trustee;
        this.keys = keys;
    }

    Reply state(byte[] body) {
        var now = trustee.clock().instant();
        var call = Canonical.read(body, OfficeCall.Deadline.class);
        var request = trustee.request(call.request(), OfficeRequest.Deadline.class, now);
        var key = keys.require(request.form().key());
        synchronized (key) {
            var file = key.deadlineFile(request.form().version());
            var question = StoredAnswer.question(request.content());
            var message = StoredAnswer.repeat(file, question).orElseGet(() -> {
                var statement = check(key, request.form(), call, now);
                return StoredAnswer.store(
                        file, question, statement.sign(trustee.identity().signing()));
            });
            return Reply.json(new OfficeCall.Message(message));
        }
    }

    private DeadlineStatement check(
            HeldKey key, OfficeRequest.Deadline request, OfficeCall.Deadline call, Instant now) {
        var known = key.deadline();
        var wanted = Instants.parse(request.notBefore());
        require(!key.hasAnswered(Readiness.FILE), "this office already knows a list of this lot");
        require(
                !key.hasAnswered(Releasing.FILE) && !key.isDestroyed(),
                "this office has released shares of this key, or destroyed its own");
        require(request.version() > known.version(), "version " + known.version() + " is stated already");
        require(
                wanted.isAfter(known.notBefore()),
                "it is not later than the present one, " + Instants.format(known.notBefore()));
        require(wanted.isAfter(now), "it is not after this office's now, " + Instants.format(now));
        var content = signedByEntity(key.statement(), request.act(), now);
        var act = Act.read(content);
        require(
                deadlineOf(act, key.statement()).equals(request.notBefore()),
                "the procuring entity's act sets another");
        var statement = DeadlineStatement.of(key.name(), request.version(), wanted, content);
        boolean names = act.type().equals(Act.TENDER_EXTEND) && Notice.OutageExtension.is(act.data());
        if (names) {
            checkOutage(key, act.data(Notice.OutageExtension.class), request, call, now);
        } else {
            require(
                    now.isBefore(known.notBefore()) || isInForce(key.statement(), statement, call),
                    "the present one, " + Instants.format(known.notBefore())
                            + ", has passed and the act names no outage decision");
        }
        return statement;
    }

    /** What enough offices have stated in time is in force, whether this one joins them or not. */
    private static boolean isInForce(KeyStatement key, DeadlineStatement statement, OfficeCall.Deadline call) {
        var inForce = DeadlineStatement.inForce(key, call.stated());
        return inForce.version() == statement.version()
                && Instants.format(inForce.notBefore()).equals(statement.notBefore());
    }

    private byte[] signedByEntity(KeyStatement statement, byte[] cms, Instant now) {
        var signed = Cms.verify(cms);
        require(
                Certificates.id(signed.signer()).equals(statement.entity()),
                "its act is not signed by the person whom the key names, " + statement.entity());
        trustee.trust().anchors().check(signed.signer(), now);
        return signed.content();
    }

    /** What the act says for this lot: an extension names one lot, a clarification may move several. */
    private static String deadlineOf(Act act, KeyStatement statement) {
        if (act.type().equals(Act.TENDER_EXTEND)) {
            return Notice.Extension.of(act.require(Act.TENDER_EXTEND, statement.tender(), statement.lot())
                            .data())
                    .deadline();
        }
        require(
                act.type().equals(Act.CLARIFICATION_ISSUE) && statement.tender().equals(act.tender()),
                "its act is " + act.type() + " of another tender or kind");
        return act.data(Notice.Clarification.class).deadlines().stream()
                .filter(moved -> moved.lot().equals(statement.lot().toString()))
                .map(Notice.Moved::deadline)
                .findFirst()
                .orElse("");
    }

    /** The decision that the entity's act names: signed by the tendering office, about this deadline, to this one. */
    private void checkOutage(
            HeldKey key,
            Notice.OutageExtension extension,
            OfficeRequest.Deadline request,
            OfficeCall.Deadline call,
            Instant now) {
        require(call.outage() != null, "the outage decision " + extension.outage() + " is not presented");
        var signed = Cms.verify(call.outage());
        require(
                Commitment.hash(signed.content()).equals(extension.outage()),
                "the outage decision presented is not the one that the act names");
        trustee.supervision().check(signed.signer(), now, Act.OUTAGE_DECIDE);
        require(
                !Certificates.id(signed.signer()).equals(key.statement().entity()),
                "the procuring entity cannot decide about an outage itself");
        var known = key.deadline();
        var hit = OutageDecision.read(signed.content())
                .of(key.statement().lot())
                .filter(lot -> lot.tender().equals(key.statement().tender()))
                .orElseThrow(() -> refuse("the outage decision does not name this lot"));
        // An office that slept through an extension knows an earlier deadline than the decision is about.
        boolean standing = hit.version() == known.version()
                ? hit.deadlineInstant().equals(known.notBefore())
                : hit.version() > known.version() && hit.deadlineInstant().isAfter(known.notBefore());
        require(
                standing && request.version() > hit.version(),
                "the outage decision is about version " + hit.version() + ", " + hit.deadline());
        require(
                hit.newDeadline().equals(request.notBefore()),
                "the outage decision moves this lot to " + hit.newDeadline());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refuse(otherwise);
        }
    }

    private static Problem refuse(String otherwise) {
        return Problem.of("office/deadline")
                .status(409)
                .field("notBefore")
                .detail("The new deadline is refused: %s.", otherwise)
                .remedy(
                        "Send the entity's signed act of a later deadline before the old one passes; after an outage, with"
                                + " the tendering office's signed decision.");
    }
}
