package org.jianzheng.replay;

import java.util.TreeSet;

/** Every file is named by hash in {@code case.json}, and every file named there is here. */
final class FilesCheck implements Check {
    @Override
    public String name() {
        return "files";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        var unnamed = new TreeSet<>(evidence.file.names());
        unnamed.remove(CaseNames.INDEX);
        unnamed.remove(CaseNames.SIGNATURE);
        long bytes = 0;
        for (var stated : evidence.index.files()) {
            unnamed.remove(stated.name());
            if (!evidence.file.has(stated.name())) {
                findings.missing(stated.name(), "file-list", "It is named in case.json and not in the archive.");
                continue;
            }
            findings.require(
                    CaseNames.belongs(stated.name(), evidence.index.profile()),
                    stated.name(),
                    "profile",
                    "It does not belong into a case file of profile %s.",
                    evidence.index.profile());
            var hash = findings.attempt(stated.name(), "zip", () -> evidence.file.hash(stated.name()));
            findings.require(
                    hash == null || hash.equals(stated.hash()) && evidence.file.size(stated.name()) == stated.size(),
                    stated.name(),
                    "file-hash",
                    "Its bytes are not those that case.json names.");
            bytes += evidence.file.size(stated.name());
        }
        unnamed.forEach(name -> findings.isFalse(name, "file-list", "It is not named in case.json."));
        findings.covered("%d files, %d bytes", evidence.index.files().size(), bytes);
    }
}
