package org.jianzheng.office;

import java.time.Instant;
import java.util.Set;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Instants;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.shared.Problem;

/** What an office asks of a plan beyond its form, which already fixes quorum, grace and settling time. */
final class PlanCheck {
    private final Trustee trustee;
    private final Set<String> origins;

    PlanCheck(Trustee trustee, Set<String> origins) {
        this.trustee = trustee;
        this.origins = origins;
    }

    void check(CeremonyPlan plan, Instant now) {
        var trust = trustee.trust();
        require(
                plan.origin().equals(trust.origin()) && origins.contains(plan.origin()),
                "origin",
                "its log %s is not the one this office follows, %s".formatted(plan.origin(), trust.origin()));
        require(
                plan.notBeforeInstant().isAfter(now),
                "notBefore",
                "its deadline %s is not after now, %s".formatted(plan.notBefore(), Instants.format(now)));
        var combiner = trust.combiner(plan.combiner());
        require(combiner.isPresent(), "combiner", "the trust folder names no combiner " + plan.combiner());
        trust.anchors().check(combiner.get(), now);
        for (var custodian : plan.custodians()) {
            var office = trust.office(custodian.name());
            require(
                    Certificates.id(office.signing()).equals(custodian.signing())
                            && Certificates.id(office.encryption()).equals(custodian.encryption()),
                    "custodians",
                    "office " + custodian.name() + " has other certificates in the trust folder");
            trust.anchors().check(office.signing(), now);
            trust.anchors().check(office.encryption(), now);
        }
    }

    private static void require(boolean holds, String field, String otherwise) {
        if (!holds) {
            throw Problem.of("office/plan")
                    .field(field)
                    .detail("The plan is refused: %s.", otherwise)
                    .remedy("Correct the plan, or let this office's keeper renew its trust folder.");
        }
    }
}
