package org.jianzheng.bidding;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jianzheng.Administrator;
import org.jianzheng.DemoPeople;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.PackageInput;
import org.jianzheng.sealing.PackageWriter;
import org.jianzheng.sealing.Point;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tender.BoundDeadline;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.PlantedStage;

/**
 * A published lot whose tender and key stand in the database without notice or offices: enough to submit bids over the
 * API and to fetch receipts, nothing that could ever be opened.
 */
final class PlantedLot {
    private final Instant now = Clock.systemUTC().instant();
    private final String deadline = Instants.format(now.plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS));
    private final Administrator administrator;
    final TenderId tender = TenderId.at(now);
    final LotId lot = LotId.at(now);
    final Point q = point();

    /** A bid that is in the log. */
    record Bid(String id, String record, String header) {}

    PlantedLot(Administrator administrator) throws SQLException {
        this.administrator = administrator;
        var project = UUID.randomUUID();
        var at = now.atOffset(ZoneOffset.UTC);
        administrator.change(
                "INSERT INTO project VALUES (?, ?, 'project', ?, 'entity', ?)",
                project,
                project.toString(),
                UUID.randomUUID(),
                at);
        administrator.change(
                "INSERT INTO tender VALUES (?, ?, ?, ?, 'none', '', ?, ?, ?, 'none')",
                tender.value(),
                project,
                tender.toString(),
                UUID.randomUUID(),
                at,
                at,
                Canonical.write(notice()));
        administrator.change(
                "INSERT INTO lot VALUES (?, ?, 1, ?, 'lot', 1, ?, 1, 'PUBLISHED', ?, 1, ?)",
                lot.value(),
                tender.value(),
                lot.toString(),
                Instants.parse(deadline).atOffset(ZoneOffset.UTC),
                BoundDeadline.of(lot, Instants.parse(deadline)),
                PlantedStage.ofOnlyLot(lot, tender, LotStage.PUBLISHED));
        plantKey();
    }

    private void plantKey() throws SQLException {
        var statement = statement();
        var at = now.atOffset(ZoneOffset.UTC);
        administrator.change(
                "INSERT INTO ceremony VALUES (?, ?, ?, 'opening', 1, '', 'STATED', NULL, ?)",
                statement.ceremony(),
                tender.value(),
                lot.value(),
                at);
        administrator.change(
                "INSERT INTO ceremony_message VALUES (?, 'STATE', 1, ?, NULL)",
                statement.ceremony(),
                statement.sign(DemoPeople.bidder(99)));
        administrator.change(
                "INSERT INTO opening_key VALUES (?, ?, ?, 'opening', '')",
                statement.key(),
                statement.ceremony(),
                lot.value());
    }

    /** Only what the door asks of it: the key of the lot. */
    private Notice notice() {
        var key = new Notice.StageKey("opening", "none", q.keyId());
        var noticed = new Notice.Lot(lot.toString(), "1", "lot", new Money(1), deadline, List.of(key));
        return new Notice(
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "p256",
                "",
                "none",
                List.of(),
                null,
                List.of(),
                90,
                Map.of(),
                List.of(noticed));
    }

    private KeyStatement statement() {
        var hash = Commitment.hash(lot.toString().getBytes(StandardCharsets.US_ASCII));
        var text = Base64.getEncoder().encodeToString(q.enc());
        var keys = List.of(text, text, text);
        var log = "jianzheng.localhost/log";
        var custodians = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> new CeremonyPlan.Custodian(i, "office-" + i, ("" + i).repeat(64), ("a" + i).repeat(32)))
                .toList();
        return new KeyStatement(
                1,
                "opening",
                hash,
                "p256",
                tender,
                lot,
                "opening",
                3,
                2,
                text,
                keys,
                hash,
                deadline,
                10,
                5,
                3,
                log,
                hash,
                hash,
                custodians);
    }

    /** Nothing is accepted any more, so that other tests see no open lot. */
    void end() throws SQLException {
        administrator.change(
                "UPDATE lot SET stage = 'NOT_OPENED', stage_mac = ? WHERE id = ?",
                PlantedStage.ofOnlyLot(lot, tender, LotStage.NOT_OPENED),
                lot.value());
    }

    /** Seals and submits over the API, as the tool does. */
    Bid submit(Signer bidder, Money price) throws IOException {
        var sending = begin(bidder, price);
        sending.putLast().then().statusCode(200);
        return new Bid(sending.bid, acts(bidder).get(0), sending.header);
    }

    /** The caller's acts on this lot that are in the log, by record. */
    List<String> acts(Signer bidder) {
        return get(DemoPeople.token(bidder), "/bids")
                .then()
                .statusCode(200)
                .extract()
                .path("acts.record");
    }

    /** Seals a bid, states it and sends all of it but the last object. */
    Sending begin(Signer bidder, Money price) throws IOException {
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bid-");
        var made = PackageWriter.write(input(bidder, price), folder.resolve("package"));
        var statement = new SubmissionStatement(
                1,
                "p256",
                tender,
                lot,
                BidId.at(now),
                1,
                null,
                made.manifestHash(),
                List.of(new SubmissionStatement.Envelope("opening", q.keyId(), made.header(), made.parts())));
        var sending = new Sending(
                DemoPeople.token(bidder),
                statement.id().toString(),
                Cms.sign(statement.bytes(), bidder),
                made.header().hash(),
                made.directory().resolve(SealedPackage.HEADER));
        sending.state().then().statusCode(201);
        for (int i = 0; i < made.parts().size(); i++) {
            var part = made.directory().resolve(SealedPackage.partName(i));
            put(sending.token, sending.bid, made.parts().get(i).hash(), part)
                    .then()
                    .statusCode(204);
        }
        return sending;
    }

    /** A bid on its way. */
    final class Sending {
        private final String token;
        private final String bid;
        private final byte[] statement;
        private final String header;
        private final Path last;

        private Sending(String token, String bid, byte[] statement, String header, Path last) {
            this.token = token;
            this.bid = bid;
            this.statement = statement;
            this.header = header;
            this.last = last;
        }

        Response state() {
            return given().auth()
                    .oauth2(token)
                    .contentType("application/pkcs7-mime")
                    .body(statement)
                    .post("/lots/" + lot + "/bids");
        }

        Response putLast() throws IOException {
            return put(token, bid, header, last);
        }
    }

    Response get(String token, String path) {
        return given().auth().oauth2(token).get("/lots/" + lot + path);
    }

    private Response put(String token, String bid, String hash, Path object) throws IOException {
        return given().auth()
                .oauth2(token)
                .contentType("application/octet-stream")
                .body(Files.readAllBytes(object))
                .put("/lots/" + lot + "/bids/" + bid + "/objects/" + hash);
    }

    private PackageInput input(Signer bidder, Money price) {
        var form = new BidForm(
                1,
                tender,
                lot,
                Subject.of(bidder.certificate()).organisation(),
                price,
                180,
                "合格",
                new BidForm.ProjectManager("张三", "京1112026000001"),
                Map.of());
        return PackageInput.of(q, tender, lot, "opening", bidder, form.bytes(), List.of());
    }

    private static Point point() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return Point.of(Suite.P256, generator.generateKeyPair().getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
