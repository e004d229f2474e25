package org.jianzheng.office;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Instants;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.KeyShare;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.Scalar;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;

/** One opening key at this office: its statement, the deadlines stated since, the share, and what was answered. */
final class HeldKey {
    private final Trustee trustee;
    private final Path place;
    private final KeyStatement statement;

    HeldKey(Trustee trustee, Path place, byte[] statement) {
        this.trustee = trustee;
        this.place = place;
        this.statement = KeyStatement.read(Cms.verify(statement).content());
    }

    KeyStatement statement() {
        return statement;
    }

    String name() {
        return place.getFileName().toString();
    }

    Path file(String name) {
        return place.resolve(name);
    }

    /** The file of this office's statement of deadline {@code version}. */
    Path deadlineFile(int version) {
        return Disk.folder(place.resolve("deadlines")).resolve("%04d.json".formatted(version));
    }

    /** The latest deadline that this office itself stated. */
    DeadlineStatement.InForce deadline() {
        var stated = Disk.list(place.resolve("deadlines"));
        if (stated.isEmpty()) {
            return new DeadlineStatement.InForce(1, statement.notBeforeInstant());
        }
        var last = StoredAnswer.read(stated.get(stated.size() - 1)).orElseThrow();
        var form = DeadlineStatement.read(Cms.verify(last.reply()).content());
        return new DeadlineStatement.InForce(form.version(), Instants.parse(form.notBefore()));
    }

    /** Deadline, grace and settling time: before this instant no request about a list is heard. */
    Instant settled() {
        return deadline().notBefore().plusSeconds(statement.graceSeconds() + statement.settleSeconds());
    }

    Instant graceEnd() {
        return deadline().notBefore().plusSeconds(statement.graceSeconds());
    }

    boolean isDestroyed() {
        return Files.exists(file("destroyed.json"));
    }

    boolean hasAnswered(String file) {
        return Files.exists(file(file));
    }

    int index() {
        return statement.custodians().stream()
                .filter(custodian -> custodian.name().equals(trustee.identity().name()))
                .findFirst()
                .orElseThrow()
                .index();
    }

    /** The share, read for one release and dropped. */
    KeyShare share() {
        if (Files.notExists(file("share"))) {
            throw Problem.of("office/destroyed")
                    .status(410)
                    .detail("This office's share of the key %s is destroyed.", name())
                    .remedy("Use the answer that was given before.");
        }
        var suite = Suite.of(statement.suite());
        return new KeyShare(index(), Scalar.decode(suite, trustee.vault().get(file("share"))));
    }

    void requireVersion(int version) {
        var known = deadline();
        if (known.version() != version) {
            throw Problem.of("office/deadline-version")
                    .status(409)
                    .field("version")
                    .detail(
                            "The request is for deadline version %d; this office knows version %d, %s.",
                            version, known.version(), Instants.format(known.notBefore()))
                    .remedy("Have every office state the last extension, then ask with that version.");
        }
    }
}
