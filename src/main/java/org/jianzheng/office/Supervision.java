package org.jianzheng.office;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jianzheng.record.Act;
import org.jianzheng.record.Anchors;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Subject;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;

/**
 * Whose acts as the tendering office (招标办) this office obeys: people of the organisations that its keeper pinned, by
 * their unified social credit code, beside the trust folder.
 *
 * <p>Roles are the platform's to give, and an office does not take the platform's word: without a pinned organisation no
 * act shortens the retention of a share or moves a deadline that has passed.
 */
final class Supervision {
    private static final String FILE = "supervision.json";

    /** The file. */
    private record Pinned(int v, List<String> tenderingOffice) {}

    private final Anchors anchors;
    private final List<String> organisations;

    private Supervision(Anchors anchors, List<String> organisations) {
        this.anchors = anchors;
        this.organisations = List.copyOf(organisations);
    }

    static void pin(Path directory, List<String> organisations) {
        DurableFile.replace(directory.resolve(FILE), Canonical.write(new Pinned(1, organisations)));
    }

    static Supervision read(Path directory, Anchors anchors) {
        var pinned = Disk.readIfThere(directory.resolve(FILE))
                .map(bytes -> Canonical.read(bytes, Pinned.class).tenderingOffice())
                .orElse(List.of());
        return new Supervision(anchors, pinned);
    }

    /**
     * The certificate signed the record's act as the tendering office: issued by an anchor, valid at the record's time,
     * of its actor, and of a pinned organisation. The opening record may be signed by anybody as long as none is pinned.
     *
     * @throws Problem {@code record/untrusted}, {@code office/act-signer}, {@code office/no-tendering-office} (403)
     */
    void check(X509Certificate signer, WitnessRecord record, String act) {
        if (!Certificates.id(signer).equals(record.actor())) {
            throw refuse("it is not signed by the record's actor");
        }
        check(signer, record.time(), act);
    }

    /** The same of an act that is shown without its record. */
    void check(X509Certificate signer, Instant at, String act) {
        anchors.check(signer, at);
        if (organisations.isEmpty()) {
            if (act.equals(Act.SESSION_RECORD_SIGN)) {
                return;
            }
            throw Problem.of("office/no-tendering-office")
                    .status(403)
                    .detail("This office knows no tendering office, so it obeys no act %s.", act)
                    .remedy("Its keeper pins one: `jianzheng office trust --tendering-office CODE`.");
        }
        var organisation = Subject.of(signer).organisationId();
        if (organisation == null || !organisations.contains(organisation)) {
            throw refuse("it is signed for the organisation " + organisation + ", not for the tendering office");
        }
    }

    private static Problem refuse(String reason) {
        return Problem.of("office/act-signer")
                .status(403)
                .detail("The act is refused: %s.", reason)
                .remedy(
                        "Let a person of the tendering office sign it, or have this office's keeper pin that organisation.");
    }
}
