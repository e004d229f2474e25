package org.jianzheng.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.shared.Problem;

/** A refusal by the platform comes with a signed, witnessed receipt: kept, because it is the bidder's evidence. */
final class Refused {
    private Refused() {}

    /** Prints a refusal and keeps its receipt below {@code directory}; other problems are thrown on. */
    static int handle(Problem problem, TrustFolder trust, Path directory, PrintWriter err) {
        boolean byPlatform = problem.status() >= 400
                && problem.status() < 500
                && !problem.slug().startsWith("cli/");
        if (!byPlatform) {
            throw problem;
        }
        err.println(ErrorLine.of(problem));
        if (problem.members().get("receipt") instanceof JsonNode json && json.isObject()) {
            keep(json, trust, directory, err);
        }
        return Exit.FALSE;
    }

    private static void keep(JsonNode json, TrustFolder trust, Path directory, PrintWriter err) {
        try {
            var receipt = Receipt.of(PlatformAnswer.JSON.treeToValue(json, Receipt.Json.class));
            var verified = receipt.verify(trust);
            var folder = directory.resolve("refusal-" + verified.index());
            receipt.write(folder);
            err.println("拒收凭证 · signed refusal kept: " + folder);
        } catch (IOException | Problem bad) {
            err.println("警告 · Warning: 拒收凭证无效 · the refusal's receipt does not hold: " + bad.getMessage());
        }
    }
}
