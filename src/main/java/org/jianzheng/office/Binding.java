package org.jianzheng.office;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.sealing.Header;
import org.jianzheng.sealing.ListCheck;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;

/** Checks a closing list and binds this office to it: once, on the disk before the answer. */
final class Binding {
    private final Trustee trustee;
    private final Keys keys;
    private final Heads heads;

    /** @param heads of the platform's log, as this office cosigned them */
    Binding(Trustee trustee, Keys keys, Heads heads) {
        this.trustee = trustee;
        this.keys = keys;
        this.heads = heads;
    }

    Reply answer(byte[] body) {
        var now = trustee.clock().instant();
        var call = Canonical.read(body, OfficeCall.Bind.class);
        var request = trustee.request(call.request(), OfficeRequest.Bind.class, now);
        var key = keys.require(request.form().key());
        synchronized (key) {
            var question = StoredAnswer.question(request.content());
            var bound = Bound.read(key.file(Bound.FILE)).orElseGet(() -> bind(key, request, call.attachment(), now));
            if (!bound.question().equals(question)) {
                throw Problem.of("office/bound-otherwise")
                        .status(409)
                        .field("list")
                        .detail(
                                "This office is bound to the list %s of this key.",
                                bound.answer().list())
                        .remedy("An office binds a key once. Its journal shows the request it answered.");
            }
            return Reply.json(new OfficeCall.Message(bound.bind()));
        }
    }

    private Bound bind(HeldKey key, SignedForm<OfficeRequest.Bind> request, byte[] attached, Instant now) {
        Readiness.requireSettled(key, now);
        Readiness.requireReady(key, request.form());
        key.requireVersion(request.form().version());
        if (!Commitment.hash(attached).equals(request.form().rows())) {
            throw Problem.of("office/attachment")
                    .detail("The attachment is not the one that the request names.")
                    .remedy("Send the canonical bytes whose SHA-256 is in the request.");
        }
        var attachment = Canonical.read(attached, OfficeCall.Attachment.class);
        var result = ListCheck.check(new ListCheck.Question(
                key.statement(),
                request.form().version(),
                request.form().list(),
                request.form().listed(),
                trustee.trust(),
                attachment));
        if (!result.holds()) {
            throw refuse(result.findings());
        }
        var answer = OfficeAnswer.Bind.of(
                trustee.identity().name(), request.form(), Instants.format(now), cosigned(key), request.cms());
        var bound = new Bound(
                1,
                StoredAnswer.question(request.content()),
                answer.sign(trustee.identity().signing()),
                result.closing().size(),
                HexFormat.of().formatHex(result.closing().root()),
                digests(key, result.listed(), attachment.headers()));
        bound.store(key.file(Bound.FILE));
        return bound;
    }

    private List<OfficeAnswer.Head> cosigned(HeldKey key) {
        return heads.between(key.deadline().notBefore(), key.graceEnd()).stream()
                .map(head -> new OfficeAnswer.Head(head.size(), head.root(), Instants.format(head.time())))
                .toList();
    }

    private static List<Bound.Bid> digests(
            HeldKey key, List<ListCheck.Listed> listed, List<OfficeCall.Header> headers) {
        var bytes =
                headers.stream().collect(Collectors.toMap(OfficeCall.Header::submission, OfficeCall.Header::header));
        var digests = new ArrayList<Bound.Bid>();
        for (var bid : listed) {
            digests.add(digest(key, bid, bytes.get(bid.submission().toString())));
        }
        return digests;
    }

    /** One bid that cannot be opened is no reason to open none. */
    private static Bound.Bid digest(HeldKey key, ListCheck.Listed bid, byte[] header) {
        if (bid.header() == null) {
            return new Bound.Bid(
                    bid.submission(), null, null, "Its statement seals nothing to this key at this stage.");
        }
        var hash = bid.header().hash();
        if (header == null) {
            return new Bound.Bid(bid.submission(), hash, null, "The platform did not present its header.");
        }
        try {
            var r = Header.parse(key.statement().point(), header).r();
            return new Bound.Bid(bid.submission(), hash, r.hex(), null);
        } catch (Problem e) {
            return new Bound.Bid(bid.submission(), hash, null, e.detail());
        }
    }

    private static Problem refuse(List<ListCheck.Finding> findings) {
        var first = findings.stream().limit(20).map(ListCheck.Finding::toString).toList();
        return Problem.of("office/list")
                .status(422)
                .detail("The list is refused, %d findings: %s", findings.size(), String.join("; ", first))
                .remedy("Present the list that follows from the log; nothing is released for any other.")
                .with("findings", first);
    }
}
