package org.jianzheng.witness;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jianzheng.shared.Problem;

/**
 * What the platform's program does under {@code -Djianzheng.recover=true} ({@code deploy/recover}): recovers and ends,
 * with status 0 when the log may grow again.
 */
@ApplicationScoped
class RecoverCommand {
    private static final int AFTER_OTHERS = Integer.MAX_VALUE;

    private final Recovery recovery;

    RecoverCommand(Recovery recovery) {
        this.recovery = recovery;
    }

    static boolean isWanted() {
        return option("jianzheng.recover", Boolean.class).orElse(false);
    }

    void atStart(@Observes @Priority(AFTER_OTHERS) StartupEvent event) {
        if (isWanted()) {
            Quarkus.asyncExit(run() ? 0 : 1);
        }
    }

    private boolean run() {
        try {
            var outcome = recovery.run(
                    option("jianzheng.recover.mirror", String.class).map(Path::of),
                    option("jianzheng.recover.without-records", Boolean.class).orElse(false));
            outcome.lost().forEach(what -> Log.warnf("recover: not recovered: %s", what));
            Log.infof("recover: %d entries were there, %d stand now", outcome.from(), outcome.to());
            outcome.alarm().ifPresent(alarm -> Log.errorf("recover: the log stays read-only: %s", alarm));
            return outcome.alarm().isEmpty();
        } catch (Problem refused) {
            Log.errorf("recover: refused: %s", refused.getMessage());
        } catch (RuntimeException failed) {
            Log.errorf(failed, "recover: failed; what is written so far stays, run it again");
        }
        return false;
    }

    private static <T> Optional<T> option(String name, Class<T> type) {
        return ConfigProvider.getConfig().getOptionalValue(name, type);
    }
}
