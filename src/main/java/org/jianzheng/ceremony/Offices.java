package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jianzheng.identity.Trust;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.shared.Problem;

/** The offices of the trust folder, in its order. */
@ApplicationScoped
class Offices {
    private final Trust trust;
    private volatile TrustFolder folder;

    Offices(Trust trust) {
        this.trust = trust;
    }

    TrustFolder folder() {
        if (folder == null) {
            folder = TrustFolder.read(trust.directory());
        }
        return folder;
    }

    List<TrustedOffice> all() {
        return folder().offices();
    }

    /** The first {@code n} offices become the custodians 1..n of a new key. */
    List<CeremonyPlan.Custodian> custodians(int n) {
        return custodians(n, all());
    }

    /** The same from these offices only. */
    List<CeremonyPlan.Custodian> custodians(int n, List<TrustedOffice> from) {
        if (from.size() < n) {
            throw Problem.of("ceremony/too-few-offices")
                    .status(422)
                    .detail("The tender asks for %d offices; the platform knows %d.", n, from.size())
                    .field("offices.n")
                    .remedy("Ask for fewer offices, or let another office join the trust folder.");
        }
        var custodians = new java.util.ArrayList<CeremonyPlan.Custodian>();
        for (int i = 0; i < n; i++) {
            var office = from.get(i);
            custodians.add(new CeremonyPlan.Custodian(
                    i + 1, office.name(), Certificates.id(office.signing()), Certificates.id(office.encryption())));
        }
        return custodians;
    }

    TrustedOffice of(CeremonyPlan.Custodian custodian) {
        return all().stream()
                .filter(office -> office.name().equals(custodian.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Office " + custodian.name() + " has left the trust folder but holds a share"));
    }
}
