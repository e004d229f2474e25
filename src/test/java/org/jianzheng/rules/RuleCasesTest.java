package org.jianzheng.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every case of {@code bid-rules/cases}, each as a test of its own, and asks that no rule is without one. */
class RuleCasesTest {
    private static final Path TREE = Path.of("bid-rules");

    @TestFactory
    Stream<DynamicTest> everyCaseHolds() {
        var tree = RuleTree.read(RuleFiles.read(TREE));
        var rulebook = Rulebook.load(TREE);
        return tree.cases().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.file() + ":" + one.line() + " " + one.name(),
                        () -> assertEquals(List.of(), Cases.run(one, rulebook))));
    }

    @Test
    void theTreeIsComplete() {
        assertEquals(List.of(), Rulebook.check(TREE));
        assertTrue(Rulebook.load(TREE).caseCount() > 100);
    }
}
