package org.jianzheng.tender;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jianzheng.DemoPeople;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.identity.Parties;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.ProjectId;
import org.jianzheng.shared.TenderId;

/** Rows of a published tender and its lots, as the platform would have written them; nothing of it is in the log. */
@ApplicationScoped
public class PlantedTender {
    private final EntityManager database;
    private final Parties parties;
    private final Rulebook rules;

    PlantedTender(EntityManager database, Parties parties, Rulebook rules) {
        this.database = database;
        this.parties = parties;
        this.rules = rules;
    }

    /** A tender that was published, with its first lot. */
    public void publish(TenderId tender, LotId first, Instant deadline, Instant now) {
        var owner =
                parties.partyOf(DemoPeople.signer(DemoPerson.PROCURING_ENTITY).certificate(), now);
        var project = ProjectId.at(now);
        var code = "T" + UUID.randomUUID();
        var draft = new NewTender(
                project.toString(),
                "道路",
                "engineering-open-tender",
                "p256",
                offices(),
                List.of(),
                90,
                Map.of(),
                List.of());
        sql(
                "insert into project (id, number, name, party, entity, created_at) values (?1, ?2, ?2, ?3, '城建局', ?4)",
                project.value(),
                code,
                owner.value(),
                now);
        sql(
                "insert into tender (id, project, number, party, entity_cert, draft, created_at, published_at, notice, rules)"
                        + " values (?1, ?2, ?3, ?4, '', ?5, ?6, ?6, ?7, ?8)",
                tender.value(),
                project.value(),
                code,
                owner.value(),
                Canonical.write(draft),
                now,
                Canonical.write(notice(first, deadline)),
                rules.hash());
        lot(tender, first, 1, deadline);
    }

    /** One more lot of a planted tender. */
    public void lot(TenderId tender, LotId id, int ordinal, Instant deadline) {
        sql(
                "insert into lot (id, tender, ordinal, number, name, ceiling, deadline, stage, of_lots, stage_mac,"
                        + " deadline_mac) values (?1, ?2, ?3, ?4, '一标段', 100, ?5, 'PUBLISHED', 0, '', ?6)",
                id.value(),
                tender.value(),
                ordinal,
                "L" + id,
                deadline,
                BoundDeadline.of(id, deadline));
        PlantedStage.bind(database, tender);
    }

    private void sql(String statement, Object... values) {
        var query = database.createNativeQuery(statement);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        query.executeUpdate();
    }

    private static Notice.Offices offices() {
        return new Notice.Offices(3, 2);
    }

    private Notice notice(LotId first, Instant deadline) {
        var named =
                new Notice.Lot(first.toString(), "001", "一标段", new Money(100), Instants.format(deadline), List.of());
        return new Notice(
                "p",
                "P",
                "项目",
                "T",
                "道路",
                "engineering",
                "engineering-open-tender",
                "p256",
                "城建局",
                rules.hash(),
                List.of(),
                offices(),
                List.of(),
                90,
                Map.of(),
                List.of(named));
    }
}
