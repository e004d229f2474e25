package org.jianzheng.office;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;

/** Takes part in key ceremonies: checks a plan, then answers each round once (docs/protocols/envelope.md §3). */
final class Ceremonies {
    private final Trustee trustee;
    private final Keys keys;
    private final Set<String> origins;
    private final Path folder;

    /** @param origins of the logs this office follows */
    Ceremonies(Trustee trustee, Keys keys, Set<String> origins) {
        this.trustee = trustee;
        this.keys = keys;
        this.origins = Set.copyOf(origins);
        this.folder = Disk.folder(trustee.directory().resolve("ceremonies"));
    }

    Map<String, Router.Handler> posts() {
        return Map.of(
                "/ceremony/plan", this::plan,
                "/ceremony/commits", this::commits,
                "/ceremony/reveals", this::reveals,
                "/ceremony/complaints", this::complaints,
                "/ceremony/acks", this::acks);
    }

    private synchronized Reply plan(byte[] body) {
        var now = trustee.clock().instant();
        var signed = SignedForm.read(Canonical.read(body, OfficeCall.Plan.class).plan(), CeremonyPlan.class);
        trustee.trust().checkSeal(signed.signer());
        trustee.trust().anchors().check(signed.signer(), now);
        var plan = signed.form();
        var place = folder.resolve(plan.ceremony());
        if (Disk.readIfThere(place.resolve("plan.p7s")).isEmpty()) {
            new PlanCheck(trustee, origins).check(plan, now);
            requireHigherAttempt(plan);
            index(plan);
            Disk.folder(place);
            DurableFile.replace(place.resolve("plan.p7s"), signed.cms());
        }
        forgetEarlier(plan);
        return Reply.json(new OfficeCall.Message(ceremony(plan, place).commit()));
    }

    private synchronized Reply commits(byte[] body) {
        var call = Canonical.read(body, OfficeCall.Commits.class);
        return Reply.jsonBytes(open(call.ceremony()).reveal(call.commits()));
    }

    private synchronized Reply reveals(byte[] body) {
        var call = Canonical.read(body, OfficeCall.Reveals.class);
        return Reply.json(new OfficeCall.Message(open(call.ceremony()).acknowledge(call.reveals(), call.shares())));
    }

    private synchronized Reply complaints(byte[] body) {
        var call = Canonical.read(body, OfficeCall.Acks.class);
        return Reply.json(new OfficeCall.Message(open(call.ceremony()).justify(call.acks())));
    }

    private synchronized Reply acks(byte[] body) {
        var call = Canonical.read(body, OfficeCall.Acks.class);
        return Reply.json(new OfficeCall.Message(open(call.ceremony()).state(call.acks(), keys)));
    }

    private Ceremony open(String id) {
        var place = folder.resolve(id);
        var plan = Disk.readIfThere(place.resolve("plan.p7s"))
                .map(cms -> CeremonyPlan.read(Cms.verify(cms).content()))
                .orElseThrow(() -> Problem.of("office/no-ceremony")
                        .status(404)
                        .detail("This office has no plan of the ceremony %s.", id)
                        .remedy("Send the signed plan first."));
        return ceremony(plan, place);
    }

    private Ceremony ceremony(CeremonyPlan plan, Path place) {
        return new Ceremony(trustee, plan, place, index(plan));
    }

    private int index(CeremonyPlan plan) {
        var own = Certificates.id(trustee.identity().signing().certificate());
        return plan.custodians().stream()
                .filter(custodian -> custodian.signing().equals(own))
                .findFirst()
                .map(CeremonyPlan.Custodian::index)
                .orElseThrow(() -> Problem.of("office/plan")
                        .detail("This office is no custodian of the plan.")
                        .remedy("Send it to the offices it names."));
    }

    /** A second plan for the same lot and stage must say that it is one, and may not lower the number of offices. */
    private void requireHigherAttempt(CeremonyPlan plan) {
        for (var other : plans()) {
            boolean same = other.lot().equals(plan.lot()) && other.stage().equals(plan.stage());
            if (same && other.attempt() >= plan.attempt()) {
                throw Problem.of("office/attempt")
                        .status(409)
                        .field("attempt")
                        .detail("Attempt %d of this lot and stage is known already.", other.attempt())
                        .remedy("Plan attempt " + (other.attempt() + 1) + ", or repeat the known plan.");
            }
            if (other.tender().equals(plan.tender()) && other.n() > plan.n()) {
                throw Problem.of("office/fewer-offices")
                        .status(409)
                        .field("n")
                        .detail("%d offices guard this tender; a new ceremony with %d is refused.", other.n(), plan.n())
                        .remedy("Plan with at least as many offices.");
            }
        }
    }

    private void forgetEarlier(CeremonyPlan plan) {
        for (var other : plans()) {
            boolean same = other.lot().equals(plan.lot()) && other.stage().equals(plan.stage());
            if (same && other.attempt() < plan.attempt()) {
                ceremony(other, folder.resolve(other.ceremony())).forget();
            }
        }
    }

    private List<CeremonyPlan> plans() {
        return Disk.list(folder).stream()
                .map(place -> place.resolve("plan.p7s"))
                .flatMap(file -> Disk.readIfThere(file).stream())
                .map(cms -> CeremonyPlan.read(Cms.verify(cms).content()))
                .toList();
    }
}
