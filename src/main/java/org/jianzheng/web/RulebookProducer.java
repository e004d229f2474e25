package org.jianzheng.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.rules.Rulebook;

/** The rules in force: the {@code bid-rules} tree as it stood when this instance started. */
@ApplicationScoped
class RulebookProducer {
    @Produces
    @Singleton
    Rulebook rulebook(@ConfigProperty(name = "jianzheng.rules.dir", defaultValue = "bid-rules") Path dir) {
        return Rulebook.load(dir);
    }
}
