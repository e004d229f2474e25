package org.jianzheng.tender;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jianzheng.ceremony.KeyRequest;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.ceremony.Progress;
import org.jianzheng.identity.Caller;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.ProjectId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.WitnessLog;

/** From project to a notice that is ready to be signed. */
@ApplicationScoped
class Drafting {
    static final String OPENING = Notice.StageKey.OPENING;
    private static final Pattern PROJECT_NUMBER = Pattern.compile("[A-Z][0-9]{16}");

    private final ProjectRepository projects;
    private final TenderRepository tenders;
    private final LotRepository lots;
    private final TenderDocument.Repository documents;
    private final OpeningKeys keys;
    private final Rulebook rules;
    private final WitnessLog witness;

    Drafting(
            ProjectRepository projects,
            TenderRepository tenders,
            LotRepository lots,
            TenderDocument.Repository documents,
            OpeningKeys keys,
            Rulebook rules,
            WitnessLog witness) {
        this.projects = projects;
        this.tenders = tenders;
        this.lots = lots;
        this.documents = documents;
        this.keys = keys;
        this.rules = rules;
        this.witness = witness;
    }

    ProjectId project(Caller caller, NewProject draft, Instant now) {
        requireOwnerRole(caller);
        if (draft.number() == null || !PROJECT_NUMBER.matcher(draft.number()).matches()) {
            throw Problem.of("tender/project-number")
                    .detail("项目编号 '%s' is not a letter followed by 16 digits.", draft.number())
                    .field("number")
                    .remedy("Use the 17-character number of the data standard (发改办法规〔2018〕1156号).");
        }
        DraftRules.text("name", draft.name(), 200);
        projects.byNumber(draft.number()).ifPresent(existing -> {
            throw exists(existing, caller);
        });
        var id = ProjectId.at(now);
        projects.persist(new Project(
                id.value(), draft.number(), draft.name(), caller.party().value(), caller.organisation(), now));
        var data = new ProjectCreated(id.toString(), draft.number(), draft.name(), caller.organisation());
        witness.append(new NewRecord(
                        RecordType.PROJECT_CREATED,
                        null,
                        null,
                        caller.actor(),
                        now,
                        data,
                        null,
                        Audience.ACTOR_AND_SUPERVISORS)
                .keeping(new Rebuild.Creator(Certificates.der(caller.certificate()))));
        return id;
    }

    /** Its owner is told which one it is, so that a repeated command finds what the first one made. */
    private static Problem exists(Project project, Caller caller) {
        var problem = Problem.of("tender/project-exists")
                .status(409)
                .detail("There is already a project %s.", project.number())
                .field("number")
                .remedy("Use the project that exists, or a number of its own.");
        return project.belongsTo(caller.party().value())
                ? problem.with("project", project.id().toString())
                : problem;
    }

    /** Data of {@code project.created}. */
    record ProjectCreated(String project, String number, String name, String entity) {}

    Tender draft(Caller caller, NewTender draft, Instant now) {
        requireOwnerRole(caller);
        var project = projects.findByIdOptional(
                        ProjectId.fromString(draft.project()).value())
                .filter(p -> p.belongsTo(caller.party().value()))
                .orElseThrow(() -> Problem.of("tender/unknown-project")
                        .status(404)
                        .detail("You have no project %s.", draft.project())
                        .field("project")
                        .remedy("Create the project first (POST /projects)."));
        var procedure = DraftRules.check(draft, rules, now);
        var id = TenderId.at(now);
        var number = project.number() + String.format("%03d", tenders.ofProject(project) + 1);
        var tender = new Tender(id, project, number, caller.party().value(), caller.actor(), draft, now);
        for (int i = 0; i < draft.lots().size(); i++) {
            tender.add(lots.draft(LotId.at(now), tender, i + 1, draft.lots().get(i)));
        }
        tenders.persist(tender);
        for (var lot : tender.lots()) {
            keys.request(
                    new KeyRequest(
                            id,
                            lot.id(),
                            OPENING,
                            draft.suite(),
                            draft.offices().n(),
                            draft.offices().quorum(),
                            lot.deadline(),
                            procedure.minBids(),
                            caller.actor()),
                    now);
        }
        return tender;
    }

    /**
     * The notice that its owner signs.
     *
     * @throws Problem {@code tender/key-not-ready} 409 while the offices are still making an opening key
     */
    Notice notice(Tender tender) {
        var draft = tender.draft();
        var lots = tender.lots().stream().map(this::noticeLot).toList();
        return new Notice(
                tender.project().id().toString(),
                tender.project().number(),
                tender.project().name(),
                tender.number(),
                draft.title(),
                "engineering",
                draft.procedure(),
                draft.suite(),
                tender.project().entity(),
                rules.hash(),
                documents.of(tender.id()).stream()
                        .map(TenderDocument::asDocument)
                        .toList(),
                draft.offices(),
                draft.formItems(),
                draft.validityDays(),
                draft.content(),
                lots);
    }

    private Notice.Lot noticeLot(Lot lot) {
        var key = keys.stated(lot.id(), OPENING).orElseThrow(() -> Problem.of("tender/key-not-ready")
                .status(409)
                .detail("The offices have not finished the opening key of lot %s%s.", lot.number(), missing(lot))
                .field("lots")
                .remedy("Wait until every office has taken part (GET /lots/{lot}/offices) and ask again."));
        var view = lot.view();
        return new Notice.Lot(
                view.lot().toString(),
                view.number(),
                view.name(),
                view.ceiling(),
                Instants.format(lot.deadline()),
                List.of(new Notice.StageKey(OPENING, key.ceremony(), key.openingKey())));
    }

    private String missing(Lot lot) {
        return keys.progress(lot.id(), OPENING)
                .map(Progress::missing)
                .map(what -> ": " + what)
                .orElse("");
    }

    private static void requireOwnerRole(Caller caller) {
        if (!caller.has(Role.PROCURING_ENTITY) && !caller.has(Role.AGENT)) {
            caller.require(Role.PROCURING_ENTITY);
        }
    }
}
