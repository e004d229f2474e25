package org.jianzheng.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "submit",
        description = "递交投标文件，可续传；仅在机构会签后显示“已送达” · Submit a sealed bid; may be repeated at any time. "
                + "0 delivered, 1 refused, 3 not known to be delivered")
final class BidSubmit extends ToolCommand {
    @Parameters(paramLabel = "DIR", description = "密封包文件夹 · The folder that `bid seal` made")
    private Path directory;

    @Mixin
    private IdentityOption identity;

    @Mixin
    private TrustOption trust;

    @Mixin
    private PlatformOption platform;

    @Option(names = "--receipt", paramLabel = "DIR", description = "回执文件夹，默认 DIR/receipt · The receipt folder")
    private Path receipts;

    @Option(names = "--quiet", description = "不显示进度 · Show no progress")
    private boolean quiet;

    @Mixin
    private ClockOption clock;

    /** What one run works with. */
    private record Run(PlatformClient client, TrustFolder trust, Signer signer, SealedDraft draft, Clock clock) {}

    @Override
    public Integer call() {
        var trusted = trust.require(tool());
        announce(trusted.origin());
        var draft = SealedDraft.read(directory);
        requireSameLog(draft, trusted);
        var signer = identity.signer(tool());
        var client = platform.require(tool());
        var run = new Run(client, trusted, signer, draft, clock.clock(tool()));
        try {
            client.login(signer);
            return submit(run);
        } catch (Problem problem) {
            return Refused.handle(problem, trusted, directory, err());
        }
    }

    private int submit(Run run) {
        var target = SealingTarget.fetch(run.client(), run.draft().lot());
        var key = target.check(run.trust(), run.clock().instant());
        if (!run.draft().envelopes().get(0).openingKey().equals(key.statement().key())) {
            throw Problem.of("cli/package")
                    .field(SealedDraft.FILE)
                    .detail("密封所用公钥已变 · The package was sealed to another opening key than the lot's.")
                    .remedy("Seal the bid again.");
        }
        run.client().patientUntil(key.deadline(), run.clock());
        var cms = statement(run);
        var statement = SubmissionStatement.read(Cms.verify(cms).content());
        out().println("递交 · submitting " + statement.id() + " (seq " + statement.seq() + ")");
        var folder = receipts == null ? directory.resolve("receipt") : receipts;
        var delivery = new Delivery(run.client(), run.trust(), key, run.clock(), folder);
        try (var bar = new ProgressBar(quiet ? null : err(), "递交 submitting")) {
            var first = new Upload(run.client(), statement, run.draft().objects(directory), bar).send(cms);
            bar.close();
            write(folder.resolve(ReceiptCheck.KEY_FILE), PlatformAnswer.bytes(target.key()));
            return delivery.print(delivery.await(first, cms, run.signer()), out(), err());
        }
    }

    /** The signed statement of an earlier run if it still fits the chain or is in it; else a new one. */
    private byte[] statement(Run run) {
        var chain = run.client().get("/lots/" + run.draft().lot() + "/bids", LotAnswers.Chain.class);
        var file = directory.resolve(SealedDraft.SUBMISSION);
        if (Files.exists(file)) {
            var cms = read(file);
            var signed = Cms.verify(cms);
            var earlier = SubmissionStatement.read(signed.content());
            boolean made = chain.acts().stream()
                    .anyMatch(act -> earlier.id().toString().equals(act.bid()));
            boolean next = earlier.seq() == chain.nextSeq() && java.util.Objects.equals(earlier.prev(), chain.prev());
            boolean own = signed.signer().equals(run.signer().certificate())
                    && run.draft().isOf(earlier);
            if (own && (made || next)) {
                return cms;
            }
        }
        var fresh = run.draft().statement(BidId.at(run.clock().instant()), chain.nextSeq(), chain.prev());
        var cms = Cms.sign(fresh.bytes(), run.signer());
        // On the disk before it is sent: a run that was killed goes on with the same statement.
        write(file, cms);
        return cms;
    }

    private static void requireSameLog(SealedDraft draft, TrustFolder trust) {
        if (!draft.origin().equals(trust.origin())) {
            throw Problem.of("cli/package")
                    .field(SealedDraft.FILE)
                    .detail(
                            "密封包属于另一平台 · The package was sealed for the log %s, not %s.",
                            draft.origin(), trust.origin())
                    .remedy("Use the trust folder it was sealed with.");
        }
    }
}
