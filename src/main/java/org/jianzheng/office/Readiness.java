package org.jianzheng.office;

import java.time.Instant;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;

/**
 * Says "ready" when deadline, grace and settling time are over by this office's own clock, whatever the platform's says;
 * only then does the platform send it rows. With fewer bids than the key opens for it signs a refusal instead.
 */
final class Readiness {
    static final String FILE = "ready.json";

    private final Trustee trustee;
    private final Keys keys;

    Readiness(Trustee trustee, Keys keys) {
        this.trustee = trustee;
        this.keys = keys;
    }

    Reply answer(byte[] body) {
        var now = trustee.clock().instant();
        var call = Canonical.read(body, OfficeCall.Request.class);
        var request = trustee.request(call.request(), OfficeRequest.Ready.class, now);
        var key = keys.require(request.form().key());
        synchronized (key) {
            var question = StoredAnswer.question(request.content());
            var message = StoredAnswer.repeat(key.file(FILE), question).orElseGet(() -> {
                requireSettled(key, now);
                key.requireVersion(request.form().version());
                return StoredAnswer.store(key.file(FILE), question, message(key, request.form(), now));
            });
            return Reply.json(new OfficeCall.Message(message));
        }
    }

    private byte[] message(HeldKey key, OfficeRequest.Ready request, Instant now) {
        var name = trustee.identity().name();
        var time = Instants.format(now);
        int least = key.statement().minBids();
        OfficeAnswer answer = OfficeAnswer.Ready.of(name, request, time);
        if (request.listed() < least) {
            var reason = "%d bids are listed; this key opens for %d or more".formatted(request.listed(), least);
            trustee.notebook().note("refused to open", "key " + key.name() + ": " + reason);
            answer = OfficeAnswer.Refusal.of(name, request, reason, time);
        }
        return answer.sign(trustee.identity().signing());
    }

    static void requireSettled(HeldKey key, Instant now) {
        if (now.isBefore(key.settled())) {
            throw Problem.of("office/too-early")
                    .status(425)
                    .detail(
                            "It is %s by this office's clock; it answers about this lot from %s.",
                            Instants.format(now), Instants.format(key.settled()))
                    .remedy("Ask again then.")
                    .with("from", Instants.format(key.settled()));
        }
    }

    /** The list that this office said "ready" for; refuses when it did not, or for another. */
    static void requireReady(HeldKey key, OfficeRequest.Bind request) {
        var stored = StoredAnswer.read(key.file(FILE)).map(answer -> kind(answer.reply()));
        if (stored.isEmpty() || !stored.get().equals("ready")) {
            throw Problem.of("office/not-ready")
                    .status(409)
                    .detail("This office has not said that it is ready for a list of this key.")
                    .remedy("Send the ready request first, with the number of listed bids.");
        }
        var ready = SignedForm.read(
                        StoredAnswer.read(key.file(FILE)).orElseThrow().reply(), OfficeAnswer.Ready.class)
                .form();
        if (!ready.list().equals(request.list()) || ready.version() != request.version()) {
            throw Problem.of("office/other-list")
                    .status(409)
                    .field("list")
                    .detail("This office is ready for the list %s and no other.", ready.list())
                    .remedy("There is one list of a lot: present the one in the log.");
        }
    }

    /** Which form a signed answer is of. */
    static String kind(byte[] cms) {
        return Canonical.read(
                        org.jianzheng.record.Cms.verify(cms).content(), com.fasterxml.jackson.databind.JsonNode.class)
                .path("kind")
                .asText();
    }
}
