package org.jianzheng.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.PackageInput;
import org.jianzheng.sealing.PackageWriter;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.Problem;

/** One small bid, sealed and stated, whose last part is kept back for a race. */
final class RacingBid {
    private final int number;
    private final Signer signer;
    private final SealedPackage sealed;
    private final SubmissionStatement statement;
    private PlatformClient client;

    private RacingBid(int number, Signer signer, SealedPackage sealed, SubmissionStatement statement) {
        this.number = number;
        this.signer = signer;
        this.sealed = sealed;
        this.statement = statement;
    }

    static RacingBid seal(DemoWorld world, PlayedTender.Published published, KeyStatement key, int number) {
        return seal(world, published, key, number, 0);
    }

    /** @param run which of several lots, so that a bidder's bids have folders and ids of their own */
    static RacingBid seal(DemoWorld world, PlayedTender.Published published, KeyStatement key, int number, int run) {
        Signer signer;
        synchronized (RacingBid.class) {
            signer = world.authority().bidder(number);
        }
        var form = new BidForm(
                1,
                published.tender(),
                published.lot(),
                Subject.of(signer.certificate()).organisation(),
                new Money(price(number, run)),
                360,
                "合格",
                new BidForm.ProjectManager("项目经理", "京111"),
                Map.of("safetyFee", "1260000.00"));
        Path folder = world.data().resolveSibling("race").resolve("bid-" + run + "-" + number);
        var input = PackageInput.of(
                        key.point(), published.tender(), published.lot(), key.stage(), signer, form.bytes(), List.of())
                .with(1 << 16, 1);
        var sealed = PackageWriter.write(input, folder);
        var statement = new SubmissionStatement(
                1,
                "p256",
                published.tender(),
                published.lot(),
                BidId.at(Instant.EPOCH.plusMillis(1_772_000_000_000L + 1_000L * run + number)),
                1,
                null,
                sealed.manifestHash(),
                List.of(new SubmissionStatement.Envelope(key.stage(), key.key(), sealed.header(), sealed.parts())));
        return new RacingBid(number, signer, sealed, statement);
    }

    /** In fen; of each lot another one, so that it can be searched for. */
    static long price(int number, int run) {
        return 5_000_000_000L + 1_000L * run + number;
    }

    void sendAllButTheLast(PlatformClient platform) {
        client = platform.login(signer);
        client.post(path(""), PlatformClient.SIGNED, Cms.sign(statement.bytes(), signer), true);
        client.put(
                path("/" + statement.id() + "/objects/" + sealed.header().hash()),
                sealed.directory().resolve(SealedPackage.HEADER),
                sent -> {});
    }

    /** The receipt, or that of the refusal. */
    Receipt.Json sendTheLast() {
        try {
            var part = sealed.parts().get(0);
            return client.put(
                            path("/" + statement.id() + "/objects/" + part.hash()),
                            sealed.directory().resolve(SealedPackage.partName(0)),
                            sent -> {})
                    .as(Receipt.Json.class);
        } catch (Problem refused) {
            if (refused.members().get("receipt") instanceof JsonNode receipt) {
                return org.jianzheng.record.Canonical.value(receipt, Receipt.Json.class);
            }
            throw refused;
        }
    }

    Receipt.Json receipt() {
        return client.receipt(statement.lot().toString(), statement.id().toString());
    }

    /** The object that is still to be sent, and where to. */
    Path lastPart() {
        return sealed.directory().resolve(SealedPackage.partName(0));
    }

    String lastPath() {
        return path("/" + statement.id() + "/objects/" + sealed.parts().get(0).hash());
    }

    /** The receipt as another instance gives it. */
    Receipt.Json receipt(PlatformClient platform) {
        return platform.login(signer)
                .receipt(statement.lot().toString(), statement.id().toString());
    }

    int number() {
        return number;
    }

    private String path(String rest) {
        return "/lots/" + statement.lot() + "/bids" + rest;
    }
}
