package org.jianzheng.replay;

import java.util.ArrayList;

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
        var strangers = new ArrayList<String>();
        for (var name : evidence.file.names()) {
            if (findings.isVouched(name)) {
                count++;
            } else if (findings.isFree(Finding.Kind.FALSE) && findings.isFree(Finding.Kind.MISSING)) {
                strangers.add(name);
            } else if (findings.isFree(Finding.Kind.FALSE)) {
                findings.missing(name, "unvouched", "What would vouch for it is missing.");
            } else {
                // After a falsehood a check may have stopped early: it would have spoken for its files.
                findings.note("nothing that holds vouches for %s", name);
            }
        }
        strangers.forEach(name ->
                findings.isFalse(name, "unvouched", "No proved record names it, no signature or proof covers it."));
        findings.covered("%d files vouched for", count);
    }
}
