package org.jianzheng.office;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.Policy;

/** The pinned trust of an office: {@code trust.json}, one folder in one file, and {@code followed/} for other logs. */
final class Trusted {
    private static final String FILE = "trust.json";

    private Trusted() {}

    /** One file, so that a start after a power cut never sees half of an old folder and half of a new one. */
    static void pin(Path directory, TrustFolder folder) {
        DurableFile.replace(directory.resolve(FILE), Canonical.write(new Files(folder.files())));
    }

    static void follow(Path directory, Policy policy) {
        var folder = Disk.folder(directory.resolve("followed"));
        for (var log : policy.logs()) {
            var one = Policy.of(java.util.List.of(log), java.util.List.of(), 0);
            DurableFile.replace(folder.resolve(FollowedLog.name(log.key().name()) + ".txt"), one.bytes());
        }
    }

    static TrustFolder read(Path directory) {
        var bytes = Disk.readIfThere(directory.resolve(FILE)).orElseThrow(() -> Problem.of("office/no-trust")
                .detail("This office trusts nobody yet.")
                .remedy("Pin the trust folder with `jianzheng office trust DIR`."));
        return TrustFolder.read(Canonical.read(bytes, Files.class).files());
    }

    /** Every log to cosign by its origin; the platform's wins over another policy's line for the same origin. */
    static Map<String, Policy.Log> logs(Path directory, TrustFolder trust) {
        var logs = new LinkedHashMap<String, Policy.Log>();
        trust.policy().logs().forEach(log -> logs.put(log.key().name(), log));
        for (var file : Disk.list(directory.resolve("followed"))) {
            Policy.parse(Disk.read(file))
                    .logs()
                    .forEach(log -> logs.putIfAbsent(log.key().name(), log));
        }
        return logs;
    }

    /** The four files by name. */
    private record Files(Map<String, byte[]> files) {}
}
