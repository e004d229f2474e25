package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jianzheng.record.Commitment;
import org.jianzheng.witness.Cosigners;
import org.jianzheng.witness.HttpCosigners;
import org.jianzheng.witness.Office;

/**
 * Cosigners of offices that only connect outwards: the same requests wait for them on the {@link DialBoard}. Offices that
 * listen are asked by HTTP.
 */
@ApplicationScoped
class DialledCosigners implements Cosigners {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DialBoard board;
    private final HttpCosigners http;

    DialledCosigners(DialBoard board, HttpCosigners http) {
        this.board = board;
        this.http = http;
    }

    @Override
    public CompletionStage<Answer> addCheckpoint(Office office, byte[] body) {
        return dialsIn(office) ? ask(office, "POST", "/add-checkpoint", body) : http.addCheckpoint(office, body);
    }

    @Override
    public CompletionStage<Answer> lastCheckpoint(Office office, String origin) {
        var log = Commitment.hash(origin.getBytes(StandardCharsets.UTF_8));
        return dialsIn(office)
                ? ask(office, "GET", "/" + log + "/checkpoint", new byte[0])
                : http.lastCheckpoint(office, origin);
    }

    private static boolean dialsIn(Office office) {
        return office.url() == null || office.url().isEmpty();
    }

    private CompletionStage<Answer> ask(Office office, String method, String path, byte[] body) {
        return board.ask(office.name(), method, path, body, PATIENCE)
                .thenApply(answer -> new Answer(answer.status(), new String(answer.body(), StandardCharsets.UTF_8)));
    }
}
