package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Set;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Quorum;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.shared.LotId;

/** What a racing bidder knows of the lot. */
final class RaceWorld {
    private static final int SANDBOX_GRACE_SECONDS = 3;

    private RaceWorld() {}

    static KeyStatement openingKey(DemoWorld world, LotId lot) {
        var answer = new PlatformClient(world.platform()).get("/lots/" + lot + "/opening-key");
        try {
            return KeyStatement.read(
                    Cms.verify(answer.get("statements").get(0).binaryValue()).content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Quorum quorum(Instant deadline) {
        return new Quorum(Set.copyOf(DemoWorld.OFFICES), DemoWorld.QUORUM, deadline.plusSeconds(SANDBOX_GRACE_SECONDS));
    }
}
