package org.jianzheng.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.shared.Problem;

/** Sends a signed statement and then only the objects that the platform has not got: so it can be repeated at any time. */
final class Upload {
    private final PlatformClient platform;
    private final SubmissionStatement statement;
    private final Map<String, Path> objects;
    private final ProgressBar bar;

    Upload(PlatformClient platform, SubmissionStatement statement, Map<String, Path> objects, ProgressBar bar) {
        this.platform = platform;
        this.statement = statement;
        this.objects = objects;
        this.bar = bar;
    }

    /** Returns the receipt: the answer to the last object, or what is fetched when all had arrived before. */
    Receipt send(byte[] cms) {
        var lot = "/lots/" + statement.lot();
        var stated =
                platform.post(lot + "/bids", PlatformClient.SIGNED, cms, true).as(LotAnswers.Submission.class);
        Optional<Receipt> receipt = Optional.empty();
        long total = statement.objects().mapToLong(object -> object.size()).sum();
        var done = new AtomicLong(total - size(stated.missing()));
        for (var hash : stated.missing()) {
            receipt = put(lot + "/bids/" + statement.id() + "/objects/" + hash, hash, done, total);
        }
        bar.show(total, total);
        return receipt.orElseGet(() -> Receipt.of(
                platform.receipt(statement.lot().toString(), statement.id().toString())));
    }

    private Optional<Receipt> put(String path, String hash, AtomicLong done, long total) {
        var file = objects.get(hash);
        if (file == null || !Files.isRegularFile(file)) {
            throw Problem.of("cli/package")
                    .field(hash)
                    .detail("密封包不完整 · The package does not hold the object %s.", hash)
                    .remedy("Seal the bid again into a new folder.");
        }
        long before = done.get();
        long size = file.toFile().length();
        // A repetition sends bytes again; the bar must not run past the object for that.
        var answer = platform.put(
                path, file, sent -> bar.show(done.updateAndGet(now -> Math.min(now + sent, before + size)), total));
        done.set(before + size);
        bar.show(done.get(), total);
        return answer.isEmpty() ? Optional.empty() : Optional.of(Receipt.of(answer.as(Receipt.Json.class)));
    }

    private long size(List<String> hashes) {
        return statement
                .objects()
                .filter(object -> hashes.contains(object.hash()))
                .mapToLong(object -> object.size())
                .sum();
    }
}
