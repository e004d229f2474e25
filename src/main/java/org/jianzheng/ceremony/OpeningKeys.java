package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jianzheng.record.Cms;
import org.jianzheng.record.ReadOnce;
import org.jianzheng.sealing.ClientRule;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.LotId;

/**
 * The door to the offices: opening keys, later deadlines, shares.
 *
 * <p>Commands only write down what is wanted, in the caller's transaction; a beat then asks the offices until they have
 * answered, across crashes and on any instance.
 */
@ApplicationScoped
public class OpeningKeys {
    /** Statements that are remembered; each receipt asks for one. */
    private static final int KEPT = 2_000;

    private final Planning planning;
    private final Rounds rounds;
    private final Deadlines deadlines;
    private final Releases releases;
    private final ReleaseBook releaseBook;
    private final Combiner combiner;
    private final LotKey.Repository keys;
    private final ProgressDesk progress;
    private final RoundMessage.Repository messages;
    private final SignedDeadline.Repository statements;
    private final Trouble.Repository troubles;
    private final Offices offices;
    private final OfficeLine line;
    private final Clock clock;
    private final ReentrantLock releasing = new ReentrantLock();
    private final ReadOnce<KeyStatement> read =
            new ReadOnce<>(KEPT, signed -> KeyStatement.read(Cms.verify(signed).content()));

    OpeningKeys(
            Planning planning,
            Rounds rounds,
            Deadlines deadlines,
            Releases releases,
            ReleaseBook releaseBook,
            Combiner combiner,
            LotKey.Repository keys,
            ProgressDesk progress,
            RoundMessage.Repository messages,
            SignedDeadline.Repository statements,
            Trouble.Repository troubles,
            Offices offices,
            OfficeLine line,
            Clock clock) {
        this.planning = planning;
        this.rounds = rounds;
        this.deadlines = deadlines;
        this.releases = releases;
        this.releaseBook = releaseBook;
        this.combiner = combiner;
        this.keys = keys;
        this.progress = progress;
        this.messages = messages;
        this.statements = statements;
        this.troubles = troubles;
        this.offices = offices;
        this.line = line;
        this.clock = clock;
    }

    /**
     * Asks the offices for the opening key of a lot and stage.
     *
     * @throws org.jianzheng.shared.Problem {@code ceremony/too-few-offices} when the trust folder has fewer
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void request(KeyRequest request, Instant now) {
        planning.first(request, now);
    }

    /** The key, once every office has stated it. */
    @Transactional
    public Optional<StatedKey> stated(LotId lot, String stage) {
        return keys.of(lot, stage).map(this::read);
    }

    /**
     * Asks the offices to state a later deadline for every key of the lot, over the signed act that moves it.
     *
     * @param outage the tendering office's signed decision that the act names, or null
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void askDeadline(LotId lot, int version, Instant notBefore, byte[] act, byte[] outage) {
        deadlines.ask(lot, version, notBefore, act, outage);
    }

    /** Whether a deadline version is in force: n − t + 1 offices of every key of the lot have signed it. */
    @Transactional
    public boolean deadlineStated(LotId lot, int version) {
        return deadlines.stated(lot, version);
    }

    /** Asks the offices for the shares of a closed list; a second order for the same key changes nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void order(ReleaseOrder order, Instant now) {
        releaseBook.order(order, now);
    }

    /**
     * Checks against the trust folder, before anything is disclosed, that the key is what its offices stated for this use
     * and deadline: key, offices and deadline stand in the database, and who writes there could make it open to himself.
     *
     * @throws org.jianzheng.shared.Problem {@code sealing/untrusted-key} otherwise
     */
    public void requireTrusted(StatedKey key, ClientRule.Wanted wanted, Instant now) {
        ClientRule.check(key.signed(), key.deadlines(), offices.folder(), wanted, now);
    }

    /**
     * The shares released so far, each checked.
     *
     * @param list hex of the entry of {@code lot.closed}
     * @throws org.jianzheng.witness.Altered when an answer was not signed for this list by the office it stands for
     */
    public List<OfficeShares> shares(LotId lot, String stage, String list) {
        var open = releaseBook.of(lot, stage);
        return open.isEmpty()
                ? List.of()
                : combiner.shares(open.get(), stated(lot, stage).orElseThrow().statement(), list);
    }

    /** Notes, for people who ask how far the offices are, why one of them holds the opening up. */
    @Transactional
    public void waitingFor(LotId lot, String stage, int office, String why, Instant now) {
        keys.of(lot, stage).ifPresent(key -> troubles.note(key.key(), office, why, now));
    }

    /** How many offices have released for the list of this lot and stage. */
    @Transactional
    public int released(LotId lot, String stage) {
        return releaseBook
                .of(lot, stage)
                .map(open -> open.of(ReleaseAnswer.Kind.RELEASED).size())
                .orElse(0);
    }

    /**
     * Holds the lot's releases until the caller's transaction ends; to be called before the audience of the lot's records
     * is widened, so that no office's answer slips in with the narrower one.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void hold(LotId lot) {
        releaseBook.hold(lot);
    }

    /**
     * The offices destroy their shares of a lot that is not opened now, not after 30 days.
     *
     * @param order id of the record {@code share.destroy-ordered}
     * @param notOpened id of the record {@code lot.not-opened}
     * @throws org.jianzheng.shared.Problem {@code ceremony/not-asked-yet} 409
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void destroyAtOnce(LotId lot, String order, String notOpened) {
        releaseBook.destroyAtOnce(lot, order, notOpened);
    }

    /** The keys of this lot are done with: once {@code recordId} is in the cosigned log the offices destroy their shares. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void end(LotId lot, String recordId) {
        releaseBook.end(lot, recordId);
    }

    /** The journals of the key's offices as they serve them now; an office that is silent is left out. */
    public Map<String, OfficeCall.Journal> journals(LotId lot, String stage) {
        var key = stated(lot, stage).orElseThrow();
        var journals = new java.util.TreeMap<String, OfficeCall.Journal>();
        for (var custodian : key.statement().custodians()) {
            var outcome = line.get(offices.of(custodian), "/journal/" + key.openingKey(), OfficeCall.Journal.class);
            if (outcome.answer() != null) {
                journals.put(custodian.name(), outcome.answer());
            }
        }
        return journals;
    }

    /** How far the offices are with the key of this lot and stage. */
    @Transactional
    public Optional<Progress> progress(LotId lot, String stage) {
        return progress.of(lot, stage);
    }

    /** Asks for the shares of what was ordered now, and not at the next beat; whoever asks at the moment goes on alone. */
    public void releaseEarly() {
        if (releasing.tryLock()) {
            try {
                releases.advance(clock.instant());
            } finally {
                releasing.unlock();
            }
        }
    }

    /** Asks every office for what it has not given yet. */
    void advance() {
        var now = clock.instant();
        rounds.advance(now);
        deadlines.advance(now);
        releasing.lock();
        try {
            releases.advance(now);
        } finally {
            releasing.unlock();
        }
    }

    private StatedKey read(LotKey key) {
        var signed = messages.of(key.ceremony(), Round.STATE).stream()
                .map(RoundMessage::message)
                .toList();
        return new StatedKey(
                key.ceremony(),
                key.key(),
                read.read(signed.get(0)),
                signed,
                statements.of(key.key()).stream().map(SignedDeadline::message).toList(),
                key.certificate());
    }
}
