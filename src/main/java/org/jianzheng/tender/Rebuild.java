package org.jianzheng.tender;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.identity.Parties;
import org.jianzheng.record.Act;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.RecordType.Disclosure;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.ProjectId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.witness.Rebuilding;
import org.jianzheng.witness.RecoveredRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * Writes again the projects, tenders, deadlines, clarifications and questions of recovered records. No record tells of a
 * draft, or of a document before a notice or clarification names it: those are lost.
 */
@ApplicationScoped
class Rebuild implements Rebuilding {
    /** Kept with {@code project.created}, which carries no act: the certificate of who made it. */
    record Creator(byte[] certificate) {}

    /** Kept with what names documents: where each lies in the object store, by its hash. */
    record Objects(Map<String, String> objects) {
        static Objects of(List<TenderDocument> documents) {
            var names = new TreeMap<String, String>();
            documents.forEach(document -> names.put(document.hash(), document.object()));
            return new Objects(names);
        }
    }

    private final ProjectRepository projects;
    private final TenderRepository tenders;
    private final LotRepository lots;
    private final TenderDocument.Repository documents;
    private final Clarification.Repository clarifications;
    private final Question.Repository questions;
    private final PendingDeadline.Repository pending;
    private final Amendments amendments;
    private final OutageBook outages;
    private final OpeningKeys keys;
    private final Parties parties;
    private final WitnessLog witness;

    Rebuild(
            ProjectRepository projects,
            TenderRepository tenders,
            LotRepository lots,
            TenderDocument.Repository documents,
            Clarification.Repository clarifications,
            Question.Repository questions,
            PendingDeadline.Repository pending,
            Amendments amendments,
            OutageBook outages,
            OpeningKeys keys,
            Parties parties,
            WitnessLog witness) {
        this.projects = projects;
        this.tenders = tenders;
        this.lots = lots;
        this.documents = documents;
        this.clarifications = clarifications;
        this.questions = questions;
        this.pending = pending;
        this.amendments = amendments;
        this.outages = outages;
        this.keys = keys;
        this.parties = parties;
        this.witness = witness;
    }

    @Override
    public int turn() {
        return 20;
    }

    @Override
    public Set<RecordType> types() {
        return EnumSet.of(
                RecordType.PROJECT_CREATED,
                RecordType.TENDER_PUBLISHED,
                RecordType.CLARIFICATION_ISSUED,
                RecordType.TENDER_EXTENDED,
                RecordType.OUTAGE_DECIDED,
                RecordType.DEADLINE_STATED,
                RecordType.QUESTION_ASKED);
    }

    @Override
    public void rebuild(RecoveredRecord record) {
        var form = record.form();
        var type = form.type();
        if (type == RecordType.PROJECT_CREATED) {
            project(form.data(Drafting.ProjectCreated.class), record);
        } else if (type == RecordType.TENDER_PUBLISHED) {
            published(record);
        } else if (type == RecordType.CLARIFICATION_ISSUED) {
            clarified(record);
        } else if (type == RecordType.TENDER_EXTENDED) {
            extended(record);
        } else if (type == RecordType.OUTAGE_DECIDED) {
            var content = Cms.verify(form.act()).content();
            outages.keep(Commitment.hash(content), form.act(), OutageDecision.read(content), record.time());
        } else if (type == RecordType.DEADLINE_STATED) {
            amendments.settle(record.time());
        } else {
            questions.persist(
                    new Question(form.tender(), form.data(Tenders.Asked.class).text(), record.time()));
        }
    }

    private static Act act(RecoveredRecord record) {
        return Act.read(Cms.verify(record.form().act()).content());
    }

    private void project(Drafting.ProjectCreated data, RecoveredRecord record) {
        var creator = Certificates.read(record.kept(Creator.class).certificate());
        projects.persistAndFlush(new Project(
                ProjectId.fromString(data.project()).value(),
                data.number(),
                data.name(),
                parties.recovered(creator, record.time()).party().value(),
                data.entity(),
                record.time()));
    }

    private void published(RecoveredRecord record) {
        var id = record.form().tender();
        var notice = act(record).data(Notice.class);
        var tender = tenders.findByIdOptional(id.value()).orElseGet(() -> draft(id, notice, record));
        documents(id, notice.documents(), record);
        tender.publish(notice, record.time());
        for (var lot : tender.lots()) {
            if (lot.stage() == LotStage.DRAFT) {
                lots.advance(lot, LotStage.PUBLISHED);
            }
            witness.disclose(lot.id(), Disclosure.PUBLICATION, Audience.PUBLIC, record.time());
        }
        tenders.flush();
    }

    /** The draft as its notice has it; when it was begun nobody knows any more. */
    private Tender draft(TenderId id, Notice notice, RecoveredRecord record) {
        var owner = parties.recovered(Cms.verify(record.form().act()).signer(), record.time());
        var draft = new NewTender(
                notice.project(),
                notice.title(),
                notice.procedure(),
                notice.suite(),
                notice.offices(),
                notice.formItems(),
                notice.validityDays(),
                notice.content(),
                notice.lots().stream()
                        .map(lot -> new NewTender.NewLot(lot.name(), lot.ceiling(), lot.deadline()))
                        .toList());
        var project = projects.findById(ProjectId.fromString(notice.project()).value());
        var tender =
                new Tender(id, project, notice.number(), owner.party().value(), owner.actor(), draft, record.time());
        for (int i = 0; i < notice.lots().size(); i++) {
            var lot = LotId.fromString(notice.lots().get(i).lot());
            tender.add(lots.draft(lot, tender, i + 1, draft.lots().get(i)));
        }
        tenders.persistAndFlush(tender);
        return tender;
    }

    private void documents(TenderId id, List<Notice.Document> named, RecoveredRecord record) {
        var objects = record.kept(Objects.class).objects();
        for (var document : named) {
            if (documents
                    .findByIdOptional(new TenderDocument.Key(id.value(), document.hash()))
                    .isEmpty()) {
                documents.persist(new TenderDocument(
                        id,
                        document.name(),
                        document.hash(),
                        document.size(),
                        objects.get(document.hash()),
                        record.time()));
            }
        }
        documents.flush();
    }

    private void clarified(RecoveredRecord record) {
        var data = act(record).data(Notice.Clarification.class);
        var id = record.form().tender();
        documents(id, data.documents(), record);
        clarifications.persist(
                new Clarification(id, data.version(), record.form().act(), record.time()));
        for (var moved : data.deadlines()) {
            var lot = lots.require(LotId.fromString(moved.lot()));
            ask(lot.id(), lot.deadlineVersion() + 1, moved.deadline(), null, record);
        }
    }

    private void extended(RecoveredRecord record) {
        var form = record.form();
        var data = act(record).data();
        var outage = Notice.OutageExtension.is(data)
                ? outages.act(data.path("outage").asText())
                : null;
        var later = Notice.Extension.of(data).deadline();
        ask(form.lot(), form.data(Amendments.Extended.class).version(), later, outage, record);
    }

    private void ask(LotId id, int version, String deadline, byte[] outage, RecoveredRecord record) {
        lots.lock(id, LockModeType.PESSIMISTIC_WRITE);
        Instant later = Instants.parse(deadline);
        var act = record.form().act();
        pending.persist(new PendingDeadline(id, version, later, act, record.time()));
        keys.askDeadline(id, version, later, act, outage);
        pending.flush();
    }
}
