package org.jianzheng.rules;

/** Carries a {@link Finding} out of a reader to the loader, which collects it. */
final class RuleFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    RuleFault(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
