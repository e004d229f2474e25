package org.jianzheng.office;

import java.time.Instant;
import java.util.List;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Instants;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;

/**
 * States a later deadline over the procuring entity's own signed act, and only while this office knows no list: what
 * was closed once is not opened to bids again.
 */
final class Deadlines {
    /** {@code data} of the act {@code tender.extend}. */
    private record Extension(String deadline, String reason) {}

    private record Document(String name, String hash, long size) {}

    private record LotDeadline(LotId lot, String deadline) {}

    /** {@code data} of the act {@code clarification.issue}. */
    private record Clarification(
            int version, String title, String text, List<Document> documents, List<LotDeadline> deadlines) {}

    private final Trustee trustee;
    private final Keys keys;

    Deadlines(Trustee trustee, Keys keys) {
        this.trustee = trustee;
        this.keys = keys;
    }

    Reply state(byte[] body) {
        var now = trustee.clock().instant();
        var call = Canonical.read(body, OfficeCall.Request.class);
        var request = trustee.request(call.request(), OfficeRequest.Deadline.class, now);
        var key = keys.require(request.form().key());
        synchronized (key) {
            var file = key.deadlineFile(request.form().version());
            var question = StoredAnswer.question(request.content());
            var message = StoredAnswer.repeat(file, question).orElseGet(() -> {
                var statement = check(key, request.form(), now);
                return StoredAnswer.store(
                        file, question, statement.sign(trustee.identity().signing()));
            });
            return Reply.json(new OfficeCall.Message(message));
        }
    }

    private DeadlineStatement check(HeldKey key, OfficeRequest.Deadline request, Instant now) {
        var known = key.deadline();
        var wanted = Instants.parse(request.notBefore());
        require(!key.hasAnswered("ready.json"), "this office already knows a list of this lot");
        require(request.version() > known.version(), "version " + known.version() + " is stated already");
        require(
                wanted.isAfter(known.notBefore()),
                "it is not later than the present one, " + Instants.format(known.notBefore()));
        require(wanted.isAfter(now), "it is not after this office's now, " + Instants.format(now));
        var act = act(key.statement(), request.act(), now);
        require(
                deadlineOf(Act.read(act), key.statement()).equals(request.notBefore()),
                "the procuring entity's act sets another");
        return DeadlineStatement.of(key.name(), request.version(), wanted, act);
    }

    private byte[] act(KeyStatement statement, byte[] cms, Instant now) {
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
            return act.require(Act.TENDER_EXTEND, statement.tender(), statement.lot())
                    .data(Extension.class)
                    .deadline();
        }
        require(
                act.type().equals(Act.CLARIFICATION_ISSUE) && statement.tender().equals(act.tender()),
                "its act is " + act.type() + " of another tender or kind");
        return act.data(Clarification.class).deadlines().stream()
                .filter(moved -> moved.lot().equals(statement.lot()))
                .map(LotDeadline::deadline)
                .findFirst()
                .orElse("");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw Problem.of("office/deadline")
                    .status(409)
                    .field("notBefore")
                    .detail("The new deadline is refused: %s.", otherwise)
                    .remedy("Send the entity's signed act of a later deadline, before the lot is closed.");
        }
    }
}
