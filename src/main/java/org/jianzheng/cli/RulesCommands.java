package org.jianzheng.cli;

import java.nio.file.Path;
import org.jianzheng.rules.Rulebook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rules",
        description = "规则 · Trees of rules",
        subcommands = {RulesCommands.Check.class, RulesCommands.Hash.class})
final class RulesCommands {
    @Command(name = "check", description = "检查规则并运行其案例 · Check a tree of rules and run its cases")
    static final class Check extends ToolCommand {
        @Parameters(paramLabel = "DIR", description = "规则文件夹 · The tree, for example bid-rules")
        private Path directory;

        @Override
        public Integer call() {
            var findings = Rulebook.check(directory);
            findings.forEach(finding -> out().println(finding));
            if (!findings.isEmpty()) {
                err().println("规则有误 · " + findings.size() + " mistakes");
                return Exit.FALSE;
            }
            var rules = Rulebook.load(directory);
            out().println("规则无误 · ok: " + rules.caseCount() + " cases, hash " + rules.hash());
            return Exit.OK;
        }
    }

    @Command(name = "hash", description = "规则的哈希，公告中冻结的值 · The hash that a notice freezes")
    static final class Hash extends ToolCommand {
        @Parameters(paramLabel = "DIR", description = "规则文件夹 · The tree")
        private Path directory;

        @Override
        public Integer call() {
            out().println(Rulebook.load(directory).hash());
            return Exit.OK;
        }
    }
}
