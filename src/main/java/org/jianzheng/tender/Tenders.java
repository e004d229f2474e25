package org.jianzheng.tender;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.ceremony.Progress;
import org.jianzheng.identity.Acts;
import org.jianzheng.identity.Caller;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Act;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.RecordType.Disclosure;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.ProjectId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * The door of tenders: who may prepare, publish and amend one, and where each lot stands.
 *
 * <p>Every command is one transaction with its witness records in it. What the law fixes (periods, minimum of bidders,
 * the frozen rules) is asked of {@code rules}; a refusal names value, article and remedy.
 */
@ApplicationScoped
public class Tenders {
    private static final Set<Role> OVERSEERS =
            EnumSet.of(Role.TENDERING_OFFICE, Role.TRADING_CENTRE, Role.SUPERVISOR, Role.DISCIPLINE);

    private final TenderRepository tenders;
    private final LotRepository lots;
    private final TenderDocument.Repository documents;
    private final Clarification.Repository clarifications;
    private final Question.Repository questions;
    private final Drafting drafting;
    private final Amendments amendments;
    private final OutageBook outages;
    private final DocumentStore store;
    private final RulesArchive archive;
    private final Rulebook rules;
    private final OpeningKeys keys;
    private final Acts acts;
    private final WitnessLog witness;
    private final Clock clock;

    Tenders(
            TenderRepository tenders,
            LotRepository lots,
            TenderDocument.Repository documents,
            Clarification.Repository clarifications,
            Question.Repository questions,
            Drafting drafting,
            Amendments amendments,
            OutageBook outages,
            DocumentStore store,
            RulesArchive archive,
            Rulebook rules,
            OpeningKeys keys,
            Acts acts,
            WitnessLog witness,
            Clock clock) {
        this.tenders = tenders;
        this.lots = lots;
        this.documents = documents;
        this.clarifications = clarifications;
        this.questions = questions;
        this.drafting = drafting;
        this.amendments = amendments;
        this.outages = outages;
        this.store = store;
        this.archive = archive;
        this.rules = rules;
        this.keys = keys;
        this.acts = acts;
        this.witness = witness;
        this.clock = clock;
    }

    @Transactional
    public ProjectId project(Caller caller, NewProject draft) {
        return drafting.project(caller, draft, clock.instant());
    }

    /** Drafts a tender and asks the offices for the opening key of each lot. */
    @Transactional
    public TenderView draft(Caller caller, NewTender draft) {
        return view(drafting.draft(caller, draft, clock.instant()));
    }

    /**
     * Adds one file to the tender documents: before publication as part of the notice, afterwards for a clarification.
     * The bytes are stored before the transaction; a file that is there already is not stored twice.
     */
    public Notice.Document addDocument(Caller caller, TenderId id, String name, InputStream content, long size) {
        return store.add(caller, id, name, content, size, clock.instant());
    }

    /** The exact data of the act {@code tender.publish}, once every opening key is stated; its owner only. */
    @Transactional
    public Notice notice(Caller caller, TenderId id) {
        return drafting.notice(owned(caller, tenders.require(id)));
    }

    /**
     * Publishes the notice that its owner has signed and freezes the rules.
     *
     * @throws Problem {@code tender/notice-differs} when the signed notice is not the one the platform prepared;
     *     {@code rules/period-too-short} when the deadline has come too near since
     */
    @Transactional
    public TenderView publish(Caller caller, TenderId id, byte[] cms) {
        var now = clock.instant();
        var tender = owned(caller, tenders.requireForChange(id));
        if (tender.isPublished()) {
            throw Problem.of("tender/published")
                    .status(409)
                    .detail("Tender %s is published.", tender.number())
                    .remedy("Issue a clarification instead.");
        }
        var act = acts.require(caller, cms, Act.TENDER_PUBLISH, id, null, now);
        var notice = drafting.notice(tender);
        if (!Arrays.equals(Canonical.write(act.act().data()), Canonical.write(notice))) {
            throw Problem.of("tender/notice-differs")
                    .status(409)
                    .detail("The signed notice is not the one that stands now.")
                    .field("data")
                    .remedy("Fetch GET /tenders/{tender}/notice again, check it and sign exactly that.");
        }
        DraftRules.check(tender.draft(), rules, now);
        archive.freeze(rules);
        tender.publish(notice, now);
        for (var lot : tender.lots()) {
            lots.advance(lot, LotStage.PUBLISHED);
            witness.disclose(lot.id(), Disclosure.PUBLICATION, Audience.PUBLIC, now);
        }
        witness.append(new NewRecord(
                        RecordType.TENDER_PUBLISHED, id, null, caller.actor(), now, Map.of(), cms, Audience.PUBLIC)
                .keeping(Rebuild.Objects.of(documents.of(id))));
        return view(tender);
    }

    /** Issues a clarification or amendment; its new deadlines come into force when the offices have signed them. */
    @Transactional
    public int clarify(Caller caller, TenderId id, byte[] cms) {
        return amendments.clarify(caller, id, cms, clock.instant());
    }

    /** Asks for a later deadline and returns its version. */
    @Transactional
    public int extend(Caller caller, LotId lot, byte[] cms) {
        return amendments.extend(caller, lot, cms, clock.instant());
    }

    /** Takes a question; its asker stays secret from everybody (招标投标法 第二十二条). */
    @Transactional
    public void ask(Caller caller, TenderId id, String text) {
        var now = clock.instant();
        published(id);
        DraftRules.text("text", text, 5_000);
        questions.persist(new Question(id, text, now));
        witness.append(new NewRecord(
                RecordType.QUESTION_ASKED, id, null, caller.actor(), now, new Asked(text), null, Audience.ACTOR_ONLY));
    }

    /** Data of {@code question.asked}. */
    record Asked(String text) {}

    /** The questions, without names; the tender's owner only. */
    @Transactional
    public List<String> questions(Caller caller, TenderId id) {
        owned(caller, tenders.require(id));
        return questions.of(id).stream().map(Question::text).toList();
    }

    /** Published tenders, newest first, fifty a page. */
    @Transactional
    public List<TenderView> list(int page) {
        return tenders.published(page).stream().map(this::view).toList();
    }

    /** A published tender; its owner sees the draft too. */
    @Transactional
    public TenderView view(Optional<Caller> caller, TenderId id) {
        var tender = tenders.require(id);
        if (!tender.isPublished()
                && caller.filter(c -> tender.belongsTo(c.party().value())).isEmpty()) {
            throw TenderRepository.missing(id);
        }
        return view(tender);
    }

    /** Opens a document of a published tender; who read it is recorded for nobody but himself. */
    @Transactional
    public InputStream document(Optional<Caller> caller, TenderId id, String hash) {
        published(id);
        var document = documents.require(id, hash);
        caller.ifPresent(reader -> witness.append(new NewRecord(
                RecordType.DOCUMENT_DOWNLOADED,
                id,
                null,
                reader.actor(),
                clock.instant(),
                new Downloaded(hash),
                null,
                Audience.ACTOR_ONLY)));
        return store.open(document);
    }

    /** Data of {@code document.downloaded}. */
    private record Downloaded(String document) {}

    /** A published lot. */
    @Transactional
    public LotView lot(LotId id) {
        var lot = lots.require(id);
        if (lot.stage() == LotStage.DRAFT) {
            throw LotRepository.missing(id);
        }
        return lot.view();
    }

    /** The opening keys that the notice names for a published lot: stage → key. */
    @Transactional
    public Map<String, String> openingKeys(LotId id) {
        var lot = lots.require(id);
        if (lot.stage() == LotStage.DRAFT) {
            throw LotRepository.missing(id);
        }
        return lot.tender().notice().lots().stream()
                .filter(one -> one.lot().equals(id.toString()))
                .flatMap(one -> one.keys().stream())
                .collect(Collectors.toMap(Notice.StageKey::stage, Notice.StageKey::openingKey));
    }

    /** The suite that the notice names for a published lot: how its bids are signed and sealed. */
    @Transactional
    public Suite suite(LotId id) {
        var lot = lots.require(id);
        if (lot.stage() == LotStage.DRAFT) {
            throw LotRepository.missing(id);
        }
        return Suite.of(lot.tender().notice().suite());
    }

    /** The statement of the key that bids of a published lot are sealed to. */
    @Transactional
    public KeyStatement openingKey(LotId id) {
        return keys.stated(lot(id).lot(), Drafting.OPENING).orElseThrow().statement();
    }

    /**
     * How far the offices are with the key of a lot, also of a draft.
     *
     * @throws Problem {@code tender/unknown-lot} (404) for a stranger, as if there were no such lot
     */
    @Transactional
    public Progress offices(Caller caller, LotId id) {
        if (OVERSEERS.stream().noneMatch(caller::has) && !owns(caller, id)) {
            throw LotRepository.missing(id);
        }
        return keys.progress(id, Drafting.OPENING).orElseThrow(() -> LotRepository.missing(id));
    }

    /** Whether this caller's organisation is the owner (procuring entity or agent) of the lot's tender. */
    @Transactional
    public boolean owns(Caller caller, LotId id) {
        return lots.require(id).tender().belongsTo(caller.party().value());
    }

    /**
     * The lot under its shared lock until the caller's transaction ends: while it is held nobody closes the lot or moves
     * its deadline.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public LotView holdForSubmission(LotId id) {
        var lot = lots.lock(id, LockModeType.PESSIMISTIC_READ);
        if (lot.stage() == LotStage.DRAFT) {
            throw LotRepository.missing(id);
        }
        return lot.view();
    }

    /** The lot under its exclusive lock until the caller's transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public LotView holdForClosing(LotId id) {
        return lots.lock(id, LockModeType.PESSIMISTIC_WRITE).view();
    }

    /** Moves a lot, whose exclusive lock the caller holds, to a stage that may follow the present one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void advance(LotId id, LotStage next) {
        lots.advance(lots.lock(id, LockModeType.PESSIMISTIC_WRITE), next);
    }

    /** The lots of a stage whose deadline is at or before {@code instant}, oldest deadline first. */
    @Transactional
    public List<LotId> inStage(LotStage stage, Instant instant) {
        return lots.inStage(stage, instant);
    }

    /** Open lots, closed to nobody yet, whose deadline lies in this time; ascending by id. */
    @Transactional
    public List<LotId> standing(Instant from, Instant to) {
        return lots.standing(from, to);
    }

    /** Keeps a signed outage decision: each lot it hits waits for the extension that follows it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void keepOutage(String decision, byte[] act, OutageDecision decided, Instant now) {
        outages.keep(decision, act, decided, now);
    }

    /** Whether the deadline of this lot that stands was decided to move: it is not closed on, followed or not. */
    @Transactional
    public boolean isHeldByOutage(LotId id) {
        return outages.holds(lots.require(id));
    }

    /** Where a decision that can still be followed moves the deadline of this lot. */
    @Transactional
    public Optional<Instant> outageDeadline(LotId id, Instant now) {
        return outages.decided(lots.require(id), now);
    }

    /** Lots whose outage is decided and whose new deadline is not in force; a procuring entity sees its own. */
    @Transactional
    public List<WaitingLot> waiting(Caller caller) {
        boolean all = OVERSEERS.stream().anyMatch(caller::has);
        return outages.waiting(clock.instant()).stream()
                .filter(waiting -> all || owns(caller, waiting.lot()))
                .toList();
    }

    /**
     * Where the lots of a tender stand; lots of one tender that are decided at the same time wait for each other here
     * until the caller's transaction ends.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<LotStage> stagesOf(TenderId id) {
        tenders.requireForChange(id);
        return lots.stagesOf(id);
    }

    /** The signed notice of a published tender. */
    @Transactional
    public Notice noticeOf(TenderId id) {
        return published(id).notice();
    }

    /** Everything a case file carries of the tender itself. */
    @Transactional
    public CaseMaterial caseMaterial(TenderId id) {
        var tender = published(id);
        return new CaseMaterial(
                tender.notice(),
                lots.viewsOf(tender),
                archive.frozen(tender.rules()),
                documents.of(id).stream().map(TenderDocument::asDocument).toList());
    }

    /** The bytes of one document, for a case file. */
    public InputStream openDocument(TenderId id, String hash) {
        return store.open(documents.require(id, hash));
    }

    @Transactional
    void settleDeadlines() {
        amendments.settle(clock.instant());
    }

    private Tender published(TenderId id) {
        var tender = tenders.require(id);
        if (!tender.isPublished()) {
            throw TenderRepository.missing(id);
        }
        return tender;
    }

    private static Tender owned(Caller caller, Tender tender) {
        if (!tender.belongsTo(caller.party().value())) {
            throw TenderRepository.missing(tender.id());
        }
        return tender;
    }

    private TenderView view(Tender tender) {
        return new TenderView(
                tender.id().toString(),
                tender.number(),
                tender.draft().title(),
                tender.project().entity(),
                tender.isPublished() ? Instants.format(tender.publishedAt()) : null,
                lots.viewsOf(tender),
                documents.of(tender.id()).stream()
                        .map(TenderDocument::asDocument)
                        .toList(),
                clarifications.of(tender.id()).stream()
                        .map(Clarification::issued)
                        .toList(),
                tender.notice());
    }
}
