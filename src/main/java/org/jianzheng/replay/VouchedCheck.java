package org.jianzheng.replay;

/**
 * Last: no file is left for which nobody vouches. The list in {@code case.json} is not enough, for the operator writes it
 * (records.md §8).
 */
final class VouchedCheck implements Check {
    @Override
    public String name() {
        return "nothing else";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        int count = 0;
        boolean intact = findings.isClean();
        for (var name : evidence.file.names()) {
            if (findings.isVouched(name)) {
                count++;
            } else if (intact
                    || !evidence.index.files().stream().anyMatch(f -> f.name().equals(name))) {
                // After another finding a check may have stopped early; then only strangers are told.
                findings.isFalse(name, "unvouched", "No proved record names it, no signature or proof covers it.");
            }
        }
        findings.covered("%d files vouched for", count);
    }
}
