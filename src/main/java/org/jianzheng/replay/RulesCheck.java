package org.jianzheng.replay;

import java.util.TreeMap;
import org.jianzheng.rules.Rulebook;

/** The rules in the file are the tree that the notice froze. */
final class RulesCheck implements Check {
    @Override
    public String name() {
        return "frozen rules";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        var files = new TreeMap<String, byte[]>();
        evidence.file.names().stream()
                .filter(name -> name.startsWith(CaseNames.RULES))
                .forEach(name -> files.put(name.substring(CaseNames.RULES.length()), evidence.file.bytes(name)));
        if (evidence.notice().isEmpty()) {
            return;
        }
        if (files.isEmpty()) {
            findings.missing(CaseNames.RULES, "frozen-rules", "The rules of the tender are not in the case file.");
            return;
        }
        var rules = findings.attempt(CaseNames.RULES, "frozen-rules", () -> Rulebook.of(files));
        var frozen = evidence.notice().get().rules();
        if (rules != null
                && findings.require(
                        rules.hash().equals(frozen),
                        CaseNames.RULES,
                        "frozen-rules",
                        "The notice froze the tree %s, this is %s.",
                        frozen,
                        rules.hash())) {
            evidence.rules(rules);
            files.keySet().forEach(name -> findings.vouch(CaseNames.RULES + name));
        }
        findings.covered("%d files, tree %s", files.size(), frozen);
    }
}
