package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Canonical;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.Sha256;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.PlatformKey;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.WitnessLog;

/** Keeps what the offices signed about a closed list, each answer with its witness record in one transaction. */
@ApplicationScoped
class ReleaseBook {
    private static final String PURPOSE = "release";

    private final Release.Repository releases;
    private final ReleaseAnswer.Repository answers;
    private final LotKey.Repository keys;
    private final Ceremony.Repository ceremonies;
    private final Trouble.Repository troubles;
    private final PlatformKey platformKey;
    private final WitnessLog witness;

    ReleaseBook(
            Release.Repository releases,
            ReleaseAnswer.Repository answers,
            LotKey.Repository keys,
            Ceremony.Repository ceremonies,
            Trouble.Repository troubles,
            PlatformKey platformKey,
            WitnessLog witness) {
        this.releases = releases;
        this.answers = answers;
        this.keys = keys;
        this.ceremonies = ceremonies;
        this.troubles = troubles;
        this.platformKey = platformKey;
        this.witness = witness;
    }

    /** A release as it stands. */
    record Open(
            String key,
            int version,
            String list,
            int listed,
            String rowsHash,
            Release.State state,
            Release.Basis basis,
            CeremonyPlan plan,
            List<ReleaseAnswer> answers) {
        List<ReleaseAnswer> of(ReleaseAnswer.Kind kind) {
            return answers.stream().filter(a -> a.kind() == kind).toList();
        }

        boolean has(ReleaseAnswer.Kind kind, int office) {
            return answers.stream().anyMatch(a -> a.kind() == kind && a.office() == office);
        }

        List<CeremonyPlan.Custodian> without(ReleaseAnswer.Kind kind) {
            return plan.custodians().stream().filter(c -> !has(kind, c.index())).toList();
        }
    }

    void order(ReleaseOrder order, Instant now) {
        var key = keys.of(order.lot(), order.stage()).orElseThrow();
        if (releases.findById(key.key()) == null) {
            var attachment = Canonical.write(order.attachment());
            var sealed = platformKey.encrypt(PURPOSE, key.key(), attachment);
            releases.persist(new Release(key.key(), order, sealed, Sha256.hex(attachment), now));
        }
    }

    void end(LotId lot, String recordId) {
        for (var key : keys.of(lot)) {
            var release = releases.lock(key.key());
            if (release != null) {
                release.end(recordId);
            }
        }
    }

    /** @throws Problem {@code ceremony/not-asked-yet} 409 while the offices have not been asked about the lot's list */
    void destroyAtOnce(LotId lot, String order, String notOpened) {
        for (var key : keys.of(lot)) {
            var release = releases.lock(key.key());
            if (release == null) {
                throw Problem.of("ceremony/not-asked-yet")
                        .status(409)
                        .field("lot")
                        .detail("The offices have not been asked about the list of lot %s yet.", lot)
                        .remedy(
                                "Wait until a quorum of offices has cosigned it, a few seconds, and send the act again.");
            }
            release.destroyAtOnce(order, notOpened);
            troubles.askAgain(key.key());
        }
    }

    /**
     * Holds the lot's releases until the caller's transaction ends: an answer that is kept meanwhile waits, and then finds
     * the audience that this transaction gives the lot's records.
     */
    void hold(LotId lot) {
        keys.of(lot).forEach(key -> releases.lock(key.key()));
    }

    /** Nothing is left to be asked: every office has destroyed its share. */
    @Transactional
    void finish(String key) {
        var release = releases.lock(key);
        if (release.state() == Release.State.ENDING
                && read(release).without(ReleaseAnswer.Kind.DESTROYED).isEmpty()) {
            release.done();
        }
    }

    @Transactional
    List<Open> open() {
        return releases.open().stream().map(this::read).toList();
    }

    @Transactional
    Optional<Open> of(LotId lot, String stage) {
        return keys.of(lot, stage)
                .flatMap(k -> releases.findByIdOptional(k.key()))
                .map(this::read);
    }

    @Transactional
    byte[] attachment(String key) {
        return platformKey.decrypt(PURPOSE, key, releases.findById(key).encryptedAttachment());
    }

    private Open read(Release release) {
        var plan = ceremonies.findById(keys.findById(release.key()).ceremony()).plan();
        return new Open(
                release.key(),
                release.version(),
                release.list(),
                release.listed(),
                release.rowsHash(),
                release.state(),
                release.basis(),
                plan,
                answers.of(release.key()));
    }

    /** Keeps one office's answer; a second time it changes nothing. */
    @Transactional
    void keep(
            Open open,
            CeremonyPlan.Custodian office,
            ReleaseAnswer.Kind kind,
            byte[] answer,
            byte[] shares,
            Instant now) {
        var signed = SignedForm.read(answer, formOf(kind));
        if (!signed.signerId().equals(office.signing())
                || !signed.form().office().equals(office.name())
                || !answersThis(open, signed.form())) {
            throw Problem.of("ceremony/answer")
                    .detail("Office %s answered another question than it was asked.", office.name())
                    .remedy("Check that the office's program runs with its own directory.");
        }
        var release = releases.lock(open.key());
        // An answer that comes after the end would stand outside the stage's index; the office's journal has it.
        boolean late = kind != ReleaseAnswer.Kind.DESTROYED && release.state() != Release.State.ASKED;
        if (late || answers.findById(new ReleaseAnswer.Key(open.key(), kind, office.index())) != null) {
            return;
        }
        boolean first = answers.of(open.key()).isEmpty();
        answers.persist(new ReleaseAnswer(open.key(), kind, office.index(), answer, shares));
        answers.flush();
        troubles.clear(open.key(), office.index());
        var lot = open.plan().lot();
        var record =
                NewRecord.byActor(kind.record(), open.plan().tender(), lot, office.signing(), now, Map.of(), answer);
        var kept = new Rebuild.Answer(shares, first ? kept(release) : null);
        witness.append(record.seenBy(reached(lot, open.list())).keeping(kept));
        finish(open.key());
    }

    /**
     * The audience that the lot's stage has reached, taken from its closing list, which opens at the same moment: an
     * office that answers after the opening must not stay hidden. Read under the release's lock ({@link #hold}).
     */
    private Audience reached(LotId lot, String list) {
        return witness.recordsOf(lot).stream()
                .filter(seen -> HexFormat.of().formatHex(seen.entry()).equals(list))
                .map(SeenRecord::audience)
                .findFirst()
                .orElse(Audience.NOBODY);
    }

    /** Offices bind to the attachment's hash: a recovery must ask the others with the same bytes. */
    private Rebuild.Order kept(Release release) {
        return new Rebuild.Order(
                release.version(), release.list(), release.listed(), attachment(release.key()), release.createdAt());
    }

    /** Writes again, at a recovery, what {@link #order} wrote. */
    void restore(String key, Rebuild.Order order) {
        if (releases.findById(key) == null) {
            var sealed = platformKey.encrypt(PURPOSE, key, order.attachment());
            releases.persistAndFlush(new Release(key, order, sealed, Sha256.hex(order.attachment())));
        }
    }

    private static Class<? extends OfficeAnswer> formOf(ReleaseAnswer.Kind kind) {
        return switch (kind) {
            case READY -> OfficeAnswer.Ready.class;
            case BOUND -> OfficeAnswer.Bind.class;
            case RELEASED -> OfficeAnswer.Release.class;
            case REFUSED -> OfficeAnswer.Refusal.class;
            case DESTROYED -> OfficeAnswer.Destroyed.class;
        };
    }

    private static boolean answersThis(Open open, OfficeAnswer answer) {
        if (answer instanceof OfficeAnswer.Ready ready) {
            return ready.key().equals(open.key()) && ready.list().equals(open.list());
        } else if (answer instanceof OfficeAnswer.Refusal refusal) {
            return refusal.key().equals(open.key()) && refusal.list().equals(open.list());
        } else if (answer instanceof OfficeAnswer.Bind bind) {
            return bind.key().equals(open.key()) && bind.list().equals(open.list());
        } else if (answer instanceof OfficeAnswer.Release released) {
            return released.key().equals(open.key()) && released.list().equals(open.list());
        }
        return answer instanceof OfficeAnswer.Destroyed destroyed
                && destroyed.key().equals(open.key());
    }

    /** Notes why an office did not answer and when it is asked again; tells whether that is news. */
    @Transactional
    boolean trouble(String key, int office, Trouble.Noted noted, Patience patience, Instant now) {
        return troubles.note(key, office, noted, patience, now);
    }

    /** Who has not answered this and may be asked now ({@link Patience}). */
    @Transactional
    List<CeremonyPlan.Custodian> due(Open open, ReleaseAnswer.Kind kind, Instant now) {
        var resting = troubles.resting(open.key(), now);
        return open.without(kind).stream()
                .filter(c -> !resting.contains(c.index()))
                .toList();
    }

    @Transactional
    Map<Integer, String> troubles(String key) {
        return troubles.of(key);
    }

    /** The share envelopes that travelled beside an answer, by submission. */
    static Map<String, byte[]> envelopes(ReleaseAnswer answer) {
        var all = Canonical.read(answer.shares(), OfficeCall.ShareOf[].class);
        return java.util.Arrays.stream(all)
                .collect(java.util.stream.Collectors.toMap(
                        OfficeCall.ShareOf::submission, OfficeCall.ShareOf::envelope));
    }
}
