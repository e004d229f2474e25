package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.Blame;
import org.jianzheng.sealing.CeremonyMessage;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OpeningCertificate;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * Keeps what the offices signed during a key generation, each message with its witness record in one transaction; abandons
 * a ceremony as soon as a message proves somebody wrong.
 */
@ApplicationScoped
class CeremonyBook {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Ceremony.Repository ceremonies;
    private final RoundMessage.Repository messages;
    private final LotKey.Repository keys;
    private final Trouble.Repository troubles;
    private final Planning planning;
    private final Judge judge;
    private final PlatformSeal seal;
    private final WitnessLog witness;

    CeremonyBook(
            Ceremony.Repository ceremonies,
            RoundMessage.Repository messages,
            LotKey.Repository keys,
            Trouble.Repository troubles,
            Planning planning,
            Judge judge,
            PlatformSeal seal,
            WitnessLog witness) {
        this.ceremonies = ceremonies;
        this.messages = messages;
        this.keys = keys;
        this.troubles = troubles;
        this.planning = planning;
        this.judge = judge;
        this.seal = seal;
        this.witness = witness;
    }

    /** A running ceremony as it stands: the round that is not complete, and the messages so far. */
    record Open(
            String id,
            CeremonyPlan plan,
            byte[] signedPlan,
            Round round,
            Map<Round, List<RoundMessage>> rounds,
            List<CeremonyPlan.Custodian> missing) {

        List<byte[]> messages(Round of) {
            return rounds.get(of).stream().map(RoundMessage::message).toList();
        }

        <T> List<T> forms(Round of, Class<T> form) {
            return messages(of).stream()
                    .map(message -> SignedForm.read(message, form).form())
                    .toList();
        }

        CeremonyPlan.Custodian custodian(String office) {
            return plan.custodians().stream()
                    .filter(c -> c.name().equals(office))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Transactional
    List<String> running() {
        return ceremonies.running();
    }

    @Transactional
    Optional<Open> open(String id) {
        return ceremonies
                .findByIdOptional(id)
                .filter(c -> c.state() == Ceremony.State.RUNNING)
                .map(this::read);
    }

    private Open read(Ceremony ceremony) {
        var plan = ceremony.plan();
        var rounds = new EnumMap<Round, List<RoundMessage>>(Round.class);
        for (var round : Round.values()) {
            rounds.put(round, messages.of(ceremony.id(), round));
        }
        var accused = accused(rounds.get(Round.ACK), plan);
        for (var round : Round.values()) {
            var asked = new ArrayList<>(round == Round.JUSTIFY ? accused : plan.custodians());
            // Once somebody complains there is no key: those who are accused are asked, and nobody else.
            boolean stands = round != Round.ACK || accused.isEmpty();
            asked.removeIf(c -> rounds.get(round).stream().anyMatch(m -> m.office() == c.index()));
            if (stands && !asked.isEmpty()) {
                return new Open(ceremony.id(), plan, ceremony.signedPlan(), round, rounds, asked);
            }
        }
        throw new IllegalStateException("Ceremony " + ceremony.id() + " is complete but still running");
    }

    private static List<CeremonyPlan.Custodian> accused(List<RoundMessage> acks, CeremonyPlan plan) {
        var complaints = acks.stream()
                .flatMap(ack -> SignedForm.read(ack.message(), CeremonyMessage.Ack.class).form().complaints().stream())
                .toList();
        return plan.custodians().stream()
                .filter(custodian -> complaints.contains(custodian.index()))
                .toList();
    }

    /** Keeps one office's message of the present round; a second time it changes nothing. */
    @Transactional
    void keep(Open open, String office, byte[] message, byte[] shares, Instant now) {
        var custodian = open.custodian(office);
        check(open, custodian, message);
        var ceremony = ceremonies.lock(open.id());
        var key = new RoundMessage.Key(open.id(), open.round(), custodian.index());
        if (ceremony.state() != Ceremony.State.RUNNING || messages.findById(key) != null) {
            return;
        }
        messages.persist(new RoundMessage(open.id(), open.round(), custodian.index(), message, shares));
        messages.flush();
        troubles.clear(open.id(), custodian.index());
        Object data = open.round() == Round.STATE ? Map.of() : new OfCeremony(open.id());
        var record = record(open.plan(), open.round().record(), custodian.signing(), now, data, message);
        witness.append(shares == null ? record : record.keeping(new Rebuild.Shares(shares)));
        var blame = judge.of(open, custodian, message);
        if (blame.isPresent()) {
            abandon(ceremony, blame.get().fault(), List.of(blame.get().index()), now);
        } else if (open.round() == Round.STATE) {
            finish(
                    ceremony,
                    open.plan(),
                    SignedForm.read(message, KeyStatement.class).form(),
                    now);
        }
    }

    /** Data of the records of a ceremony's rounds. */
    record OfCeremony(String ceremony) {}

    private static void check(Open open, CeremonyPlan.Custodian custodian, byte[] message) {
        boolean ours =
                switch (open.round()) {
                    case COMMIT -> isOf(open, custodian, SignedForm.read(message, CeremonyMessage.Commit.class));
                    case REVEAL -> isOf(open, custodian, SignedForm.read(message, CeremonyMessage.Reveal.class));
                    case ACK -> isOf(open, custodian, SignedForm.read(message, CeremonyMessage.Ack.class));
                    case JUSTIFY -> isOf(open, custodian, SignedForm.read(message, CeremonyMessage.Justify.class));
                    case STATE -> states(open, custodian, SignedForm.read(message, KeyStatement.class));
                };
        if (!ours) {
            throw Problem.of("ceremony/message")
                    .detail("Office %s sent a message of another ceremony or place.", custodian.name())
                    .remedy("Check that the office's program runs with its own directory.");
        }
    }

    private static boolean isOf(
            Open open, CeremonyPlan.Custodian custodian, SignedForm<? extends CeremonyMessage> message) {
        return message.signerId().equals(custodian.signing())
                && message.form().ceremony().equals(open.id())
                && message.form().index() == custodian.index();
    }

    private static boolean states(Open open, CeremonyPlan.Custodian custodian, SignedForm<KeyStatement> message) {
        return message.signerId().equals(custodian.signing())
                && message.form().ceremony().equals(open.id());
    }

    /**
     * Gives up offices that have not taken part for too long, if others can take their places; the accused that do not
     * answer in any case, for a ceremony with a complaint has no other end.
     *
     * @return whether the ceremony is abandoned for it
     */
    @Transactional
    boolean giveUp(Open open, List<Integer> silent, Instant now) {
        var ceremony = ceremonies.lock(open.id());
        var names = names(open.plan(), silent);
        boolean ends = ceremony.state() == Ceremony.State.RUNNING
                && read(ceremony).round() == open.round()
                && silent.stream()
                        .noneMatch(i -> messages.findById(new RoundMessage.Key(open.id(), open.round(), i)) != null)
                && (open.round() == Round.JUSTIFY || planning.hasSpare(ceremony, names));
        if (ends) {
            abandon(
                    ceremony,
                    open.round() == Round.JUSTIFY ? Blame.Fault.WRONG_SHARE : Blame.Fault.SILENT,
                    silent,
                    now);
        }
        return ends;
    }

    private void abandon(Ceremony ceremony, Blame.Fault fault, List<Integer> blame, Instant now) {
        var plan = ceremony.plan();
        ceremony.abandon(fault, names(plan, blame));
        append(
                plan,
                RecordType.CEREMONY_ABANDONED,
                WitnessRecord.PLATFORM,
                now,
                new Abandoned(ceremony.id(), fault.word(), blame),
                null);
        planning.again(ceremony, now);
    }

    /** Data of {@code ceremony.abandoned}; {@code reason} is a {@link Blame.Fault}. */
    record Abandoned(String ceremony, String reason, List<Integer> blame) {}

    static List<String> names(CeremonyPlan plan, List<Integer> indexes) {
        return plan.custodians().stream()
                .filter(custodian -> indexes.contains(custodian.index()))
                .map(CeremonyPlan.Custodian::name)
                .toList();
    }

    /** Begins the attempts that waited for offices, if there are enough by now. */
    @Transactional
    void beginAwaited(Instant now) {
        for (var id : ceremonies.awaiting()) {
            var failed = ceremonies.lock(id);
            if (failed.awaits()) {
                planning.again(failed, now);
            }
        }
    }

    private void finish(Ceremony ceremony, CeremonyPlan plan, KeyStatement statement, Instant now) {
        if (messages.of(ceremony.id(), Round.STATE).size() < plan.n()) {
            return;
        }
        var certificate = Certificates.der(certificate(statement, now));
        ceremony.stated();
        keys.persist(new LotKey(statement.key(), ceremony.id(), plan, certificate));
        append(
                plan,
                RecordType.KEY_CERTIFIED,
                WitnessRecord.PLATFORM,
                now,
                new Certified(statement.key(), certificate),
                null);
    }

    /** Carries Q for tools that want a certificate; it proves nothing, the statements do. */
    private X509Certificate certificate(KeyStatement statement, Instant now) {
        var name = "Opening key of lot " + statement.lot() + ", " + statement.stage();
        var until = seal.seal().certificate().getNotAfter().toInstant();
        return OpeningCertificate.issue(statement.point(), name, now, until, seal.seal(), RANDOM);
    }

    /** Data of {@code key.certified}. */
    record Certified(String key, byte[] certificate) {}

    /** Notes why an office does not take part; tells whether that is news. */
    @Transactional
    boolean trouble(Open open, int office, Trouble.Noted noted, Instant systemTime) {
        return troubles.note(open.id(), office, noted, Patience.EAGER, systemTime);
    }

    /** Who of the present round may be asked now. */
    @Transactional
    List<CeremonyPlan.Custodian> due(Open open, Instant systemTime) {
        var resting = troubles.resting(open.id(), systemTime);
        return open.missing().stream().filter(c -> !resting.contains(c.index())).toList();
    }

    /** Who of the present round has been in trouble since before this instant. */
    @Transactional
    List<Integer> silentSince(Open open, Instant systemTime) {
        return open.missing().stream()
                .map(CeremonyPlan.Custodian::index)
                .filter(i -> troubles.since(open.id(), i)
                        .filter(since -> !since.isAfter(systemTime))
                        .isPresent())
                .toList();
    }

    private void append(CeremonyPlan plan, RecordType type, String actor, Instant now, Object data, byte[] act) {
        witness.append(record(plan, type, actor, now, data, act));
    }

    private static NewRecord record(
            CeremonyPlan plan, RecordType type, String actor, Instant now, Object data, byte[] act) {
        return new NewRecord(type, plan.tender(), plan.lot(), actor, now, data, act, Audience.ACTOR_AND_SUPERVISORS);
    }
}
