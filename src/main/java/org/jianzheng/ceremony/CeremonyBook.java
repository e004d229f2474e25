package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.CeremonyMessage;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OpeningCertificate;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.WitnessLog;

/** Keeps what the offices signed during a key generation, each message with its witness record in one transaction. */
@ApplicationScoped
class CeremonyBook {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Ceremony.Repository ceremonies;
    private final RoundMessage.Repository messages;
    private final LotKey.Repository keys;
    private final Trouble.Repository troubles;
    private final Planning planning;
    private final PlatformSeal seal;
    private final WitnessLog witness;

    CeremonyBook(
            Ceremony.Repository ceremonies,
            RoundMessage.Repository messages,
            LotKey.Repository keys,
            Trouble.Repository troubles,
            Planning planning,
            PlatformSeal seal,
            WitnessLog witness) {
        this.ceremonies = ceremonies;
        this.messages = messages;
        this.keys = keys;
        this.troubles = troubles;
        this.planning = planning;
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

        int index(String office) {
            return custodian(office).index();
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
            var sent = messages.of(ceremony.id(), round);
            rounds.put(round, sent);
            if (sent.size() < plan.n()) {
                var missing = new ArrayList<>(plan.custodians());
                missing.removeIf(c -> sent.stream().anyMatch(m -> m.office() == c.index()));
                return new Open(ceremony.id(), plan, ceremony.signedPlan(), round, rounds, missing);
            }
        }
        throw new IllegalStateException("Ceremony " + ceremony.id() + " is complete but still running");
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
        if (open.round() == Round.ACK) {
            complain(ceremony, open, custodian, message, now);
        } else if (open.round() == Round.STATE) {
            finish(ceremony, open.plan(), now);
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
                    case STATE -> states(open, custodian, SignedForm.read(message, KeyStatement.class));
                };
        if (!ours) {
            throw Problem.of("ceremony/message")
                    .detail("Office %s sent a message of another ceremony, place or key.", custodian.name())
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
        var statement = message.form();
        var expected = KeyStatement.of(open.plan(), statement.jointKey(), statement.transcript());
        return message.signerId().equals(custodian.signing()) && statement.equals(expected);
    }

    private void complain(Ceremony ceremony, Open open, CeremonyPlan.Custodian by, byte[] message, Instant now) {
        var blamed = SignedForm.read(message, CeremonyMessage.Ack.class).form().complaints();
        if (!blamed.isEmpty()) {
            ceremony.abandon("Office " + by.name() + " complains of " + blamed);
            append(
                    open.plan(),
                    RecordType.CEREMONY_ABANDONED,
                    WitnessRecord.PLATFORM,
                    now,
                    new Abandoned(open.id(), "complaint of office " + by.index(), blamed),
                    null);
            planning.again(open.plan(), now);
        }
    }

    /** Data of {@code ceremony.abandoned}. */
    record Abandoned(String ceremony, String reason, List<Integer> blame) {}

    private void finish(Ceremony ceremony, CeremonyPlan plan, Instant now) {
        var statements = messages.of(ceremony.id(), Round.STATE);
        if (statements.size() < plan.n()) {
            return;
        }
        var first = Cms.verify(statements.get(0).message()).content();
        for (var other : statements) {
            if (!Arrays.equals(first, Cms.verify(other.message()).content())) {
                ceremony.abandon("The offices state different keys");
                append(
                        plan,
                        RecordType.CEREMONY_ABANDONED,
                        WitnessRecord.PLATFORM,
                        now,
                        new Abandoned(ceremony.id(), "different key statements", List.of(other.office())),
                        null);
                planning.again(plan, now);
                return;
            }
        }
        var statement = Canonical.read(first, KeyStatement.class);
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

    @Transactional
    void trouble(String key, int office, String text, Instant now) {
        troubles.note(key, office, text, now);
    }

    private void append(CeremonyPlan plan, RecordType type, String actor, Instant now, Object data, byte[] act) {
        witness.append(record(plan, type, actor, now, data, act));
    }

    private static NewRecord record(
            CeremonyPlan plan, RecordType type, String actor, Instant now, Object data, byte[] act) {
        return new NewRecord(type, plan.tender(), plan.lot(), actor, now, data, act, Audience.ACTOR_AND_SUPERVISORS);
    }
}
