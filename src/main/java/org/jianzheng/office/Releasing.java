package org.jianzheng.office;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.ClosingRule;
import org.jianzheng.sealing.DecryptionShare;
import org.jianzheng.sealing.Hashing;
import org.jianzheng.sealing.KeyShare;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.Point;
import org.jianzheng.sealing.Share;
import org.jianzheng.sealing.ShareEnvelope;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.Checkpoint;

/**
 * Releases the decryption shares of the one list this office bound itself to, once a quorum is bound to the same. Asks
 * the others' journals and clocks itself; the shares leave encrypted to the combiner of the plan.
 */
final class Releasing {
    static final String FILE = "release.json";
    /** Its officer's refusal: kept when the share and what was released are erased. */
    static final String REFUSED = "refused.json";

    private final Trustee trustee;
    private final Keys keys;
    private final Journals journals;
    private final ClockCheck clocks;
    private final Officer officer;

    Releasing(Trustee trustee, Keys keys, Journals journals, ClockCheck clocks, Officer officer) {
        this.officer = officer;
        this.trustee = trustee;
        this.keys = keys;
        this.journals = journals;
        this.clocks = clocks;
    }

    Reply answer(byte[] body) {
        var now = trustee.clock().instant();
        var call = Canonical.read(body, OfficeCall.Release.class);
        var request = trustee.request(call.request(), OfficeRequest.Release.class, now);
        var key = keys.require(request.form().key());
        synchronized (key) {
            var question = StoredAnswer.question(request.content());
            var reply = StoredAnswer.repeat(key.file(REFUSED), question)
                    .or(() -> StoredAnswer.repeat(key.file(FILE), question))
                    .orElseGet(() -> release(key, request, call.binds(), now));
            return Reply.jsonBytes(reply);
        }
    }

    private byte[] release(
            HeldKey key, SignedForm<OfficeRequest.Release> request, List<byte[]> presented, Instant now) {
        Readiness.requireSettled(key, now);
        var bound = Bound.read(key.file(Bound.FILE)).orElseThrow(Releasing::unbound);
        var own = bound.answer();
        if (!own.list().equals(request.form().list())
                || own.version() != request.form().version()) {
            throw refuse("other-list", "this office is bound to the list " + own.list());
        }
        var share = key.share();
        var binds = quorum(key.statement(), own, presented);
        requireClocks(key.statement());
        var read = journals.read(key.statement(), own.list());
        read.differing().ifPresent(office -> {
            throw refuse("differing-journal", "office " + office + " is bound to another list of this key");
        });
        binds.addAll(read.binds());
        binds.add(own);
        requireLargestClosing(key, bound, binds);
        var question = StoredAnswer.question(request.content());
        var refused = officer.ask(key, pending(key, bound, binds, read, now), now);
        if (refused.isPresent()) {
            trustee.notebook().note("refused by its officer", "key " + key.name() + ": " + refused.get());
            return StoredAnswer.store(key.file(REFUSED), question, refusal(bound, refused.get(), now));
        }
        return StoredAnswer.store(
                key.file(FILE), question, Canonical.write(shares(key, share, bound, request.form(), read, now)));
    }

    private static PendingRelease pending(
            HeldKey key, Bound bound, List<OfficeAnswer.Bind> binds, Journals.Read read, Instant now) {
        var statement = key.statement();
        var times = new TreeMap<String, String>();
        binds.forEach(bind -> times.putIfAbsent(bind.office(), bind.time()));
        return new PendingRelease(
                1,
                key.name(),
                statement.tender().toString(),
                statement.lot().toString(),
                statement.stage(),
                Instants.format(key.deadline().notBefore()),
                bound.answer().version(),
                bound.answer().list(),
                bound.bids().size(),
                bound.bids().stream()
                        .map(Bound.Bid::unopenable)
                        .filter(Objects::nonNull)
                        .toList(),
                bound.closingSize(),
                times.entrySet().stream()
                        .map(one -> new PendingRelease.BoundOffice(one.getKey(), one.getValue()))
                        .toList(),
                read.states(),
                Instants.format(now),
                null);
    }

    private byte[] refusal(Bound bound, String reason, Instant now) {
        var own = bound.answer();
        var answer = new OfficeAnswer.Refusal(
                1,
                "refusal",
                own.office(),
                own.key(),
                own.version(),
                own.list(),
                bound.bids().size(),
                reason,
                Instants.format(now));
        return Canonical.write(
                new OfficeCall.Released(answer.sign(trustee.identity().signing()), List.of()));
    }

    /** The presented binds: of at least t offices, all over this office's list. */
    private List<OfficeAnswer.Bind> quorum(KeyStatement key, OfficeAnswer.Bind own, List<byte[]> presented) {
        var offices = new HashSet<String>();
        var binds = new ArrayList<OfficeAnswer.Bind>();
        for (var cms : presented) {
            var custodian =
                    key.signedBy(SignedForm.read(cms, OfficeAnswer.Bind.class).signerId());
            if (custodian == null) {
                throw refuse("bind", "a bind is signed by no office of this key");
            }
            var bind = journals.bind(key, custodian, cms);
            if (!bind.list().equals(own.list()) || bind.version() != own.version()) {
                throw refuse("two-lists", "office " + bind.office() + " is bound to another list of this key");
            }
            offices.add(bind.office());
            binds.add(bind);
        }
        if (offices.size() < key.t()) {
            throw refuse("quorum", "%d offices are bound to it; %d must be".formatted(offices.size(), key.t()));
        }
        return binds;
    }

    private void requireClocks(KeyStatement key) {
        var names = key.custodians().stream().map(CeremonyPlan.Custodian::name).collect(Collectors.toSet());
        clocks.differing(names, key.n(), key.t()).ifPresent(reason -> {
            throw refuse("clock", reason).status(503);
        });
    }

    private static void requireLargestClosing(HeldKey key, Bound bound, List<OfficeAnswer.Bind> binds) {
        var closing = new Checkpoint(
                key.statement().origin(), bound.closingSize(), HexFormat.of().parseHex(bound.closingRoot()));
        ClosingRule.above(closing, binds, key.statement().t(), key.graceEnd()).ifPresent(head -> {
            throw refuse(
                    "closing-checkpoint",
                    "%d offices cosigned the head of size %d in time, above the closing checkpoint of size %d"
                            .formatted(key.statement().t(), head.size(), closing.size()));
        });
    }

    private OfficeCall.Released shares(
            HeldKey key, KeyShare share, Bound bound, OfficeRequest.Release request, Journals.Read read, Instant now) {
        var answers = new ArrayList<OfficeAnswer.ShareAnswer>();
        var envelopes = new ArrayList<OfficeCall.ShareOf>();
        for (var bid : bound.bids()) {
            var submission = bid.submission().toString();
            if (bid.r() == null) {
                answers.add(new OfficeAnswer.ShareAnswer(submission, bid.header(), null, bid.unopenable()));
                continue;
            }
            var computed = compute(key.statement(), share, bid);
            answers.add(new OfficeAnswer.ShareAnswer(submission, bid.header(), computed.hash(), null));
            envelopes.add(new OfficeCall.ShareOf(submission, toCombiner(key.statement(), computed)));
        }
        var answer = OfficeAnswer.Release.of(
                trustee.identity().name(), request, Instants.format(now), read.states(), answers);
        return new OfficeCall.Released(answer.sign(trustee.identity().signing()), envelopes);
    }

    private static Share compute(KeyStatement key, KeyShare share, Bound.Bid bid) {
        var suite = Suite.of(key.suite());
        var ctx = Hashing.ctx(
                suite, key.ceremony(), key.tender(), key.lot(), key.stage(), bid.submission(), bid.header());
        var r = Point.decodeHex(suite, bid.r());
        return Share.of(bid.submission(), DecryptionShare.compute(share, r, ctx, Trustee.RANDOM));
    }

    private byte[] toCombiner(KeyStatement key, Share share) {
        var combiner = trustee.trust()
                .combiner(key.combiner())
                .orElseThrow(() -> refuse("combiner", "the trust folder no longer names the key's combiner"));
        return ShareEnvelope.seal(share.bytes(), combiner, Trustee.RANDOM);
    }

    private static Problem unbound() {
        return refuse("unbound", "this office is bound to no list of this key");
    }

    private static Problem refuse(String rule, String detail) {
        return Problem.of("office/release-" + rule)
                .status(409)
                .detail("Nothing is released: %s.", detail)
                .remedy("Bind the offices to the one list in the log; show this refusal to the supervisors.");
    }
}
