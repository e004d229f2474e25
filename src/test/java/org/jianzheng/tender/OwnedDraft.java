package org.jianzheng.tender;

import static io.restassured.RestAssured.given;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jianzheng.Administrator;
import org.jianzheng.DemoPeople;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.identity.Parties;
import org.jianzheng.identity.Role;
import org.jianzheng.identity.RoleGrant;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.Signer;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.web.OwnedResource;

/** A draft of one procuring entity, asked for by another. It is planted: a real one asks offices for its key. */
public final class OwnedDraft implements OwnedResource {
    @Override
    public List<Request> make() {
        var owner = DemoPeople.signer(DemoPerson.PROCURING_ENTITY);
        var stranger = DemoPeople.bidder(98);
        grant(stranger);
        try (var administrator = new Administrator()) {
            var lot = LotId.at(Clock.systemUTC().instant());
            var tender = plant(administrator, party(owner), lot);
            plantCeremony(administrator, tender, lot);
            var at = "/tenders/" + tender;
            var signed = "application/pkcs7-mime";
            var junk = "junk".getBytes(StandardCharsets.US_ASCII);
            return List.of(
                    Request.get(at, owner, stranger),
                    Request.get(at + "/questions", owner, stranger),
                    Request.get("/lots/" + lot + "/offices", owner, stranger),
                    new Request("GET", at + "/notice", null, null, 409, owner, stranger),
                    new Request("POST", at + "/publish", signed, junk, 400, owner, stranger),
                    new Request(
                            "PUT", at + "/documents/a.pdf", "application/octet-stream", junk, 200, owner, stranger));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static TenderId plant(Administrator administrator, UUID party, LotId lot) throws SQLException {
        var now = Clock.systemUTC().instant();
        var at = now.atOffset(ZoneOffset.UTC);
        var project = UUID.randomUUID();
        var tender = TenderId.at(now);
        var deadline = now.plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
        var offices = new Notice.Offices(3, 2);
        var draft =
                new NewTender(project.toString(), "draft", "open", "p256", offices, List.of(), 90, Map.of(), List.of());
        administrator.change(
                "INSERT INTO project VALUES (?, ?, 'project', ?, 'entity', ?)", project, project.toString(), party, at);
        administrator.change(
                "INSERT INTO tender VALUES (?, ?, ?, ?, 'none', ?, ?, NULL, NULL, NULL)",
                tender.value(),
                project,
                tender.toString(),
                party,
                Canonical.write(draft),
                at);
        administrator.change(
                "INSERT INTO lot VALUES (?, ?, 1, ?, 'lot', 1, ?, 1, 'DRAFT', ?, 1, ?)",
                lot.value(),
                tender.value(),
                lot.toString(),
                deadline.atOffset(ZoneOffset.UTC),
                BoundDeadline.of(lot, deadline),
                PlantedStage.ofOnlyLot(lot, tender, LotStage.DRAFT));
        return tender;
    }

    /** One that waits for nobody, so that no office is asked. */
    private static void plantCeremony(Administrator administrator, TenderId tender, LotId lot) throws SQLException {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        var id = "ab".repeat(32);
        var custodians = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> new CeremonyPlan.Custodian(i, "office-" + i, ("a" + i).repeat(32), ("b" + i).repeat(32)))
                .toList();
        var plan = new CeremonyPlan(
                1,
                CeremonyPlan.OPENING,
                "p256",
                tender,
                lot,
                "opening",
                1,
                3,
                2,
                Instants.format(now.plus(Duration.ofDays(30))),
                10,
                5,
                3,
                "jianzheng.localhost/log",
                id,
                id,
                custodians,
                "00".repeat(16));
        administrator.change(
                "INSERT INTO ceremony VALUES (?, ?, ?, 'opening', 1, ?, 'ABANDONED', NULL, ?)",
                lot.toString(),
                tender.value(),
                lot.value(),
                plan.sign(DemoPeople.bidder(99)),
                now.atOffset(ZoneOffset.UTC));
    }

    private static UUID party(Signer signer) {
        return UUID.fromString(given().auth()
                .oauth2(DemoPeople.token(signer))
                .get("/parties/me")
                .then()
                .statusCode(200)
                .extract()
                .path("party.id"));
    }

    private static void grant(Signer holder) {
        var centre = DemoPeople.signer(DemoPerson.TRADING_CENTRE);
        var data = new RoleGrant(Certificates.id(holder.certificate()), List.of(Role.PROCURING_ENTITY));
        given().auth()
                .oauth2(DemoPeople.token(centre))
                .contentType("application/pkcs7-mime")
                .body(Cms.sign(Act.of(Parties.GRANT_ACT, null, null, data).bytes(), centre))
                .post("/parties/roles")
                .then()
                .statusCode(200);
    }
}
