package org.jianzheng.identity;

import java.security.cert.X509Certificate;
import java.util.Set;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.PartyId;
import org.jianzheng.shared.Problem;

/** Someone who logged in: a person's certificate, its organisation, and the roles at login. */
public record Caller(PartyId party, X509Certificate certificate, Set<Role> roles) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** How records name this person: hex SHA-256 of the certificate. */
    public String actor() {
        return Certificates.id(certificate);
    }

    /** The person's name. */
    public String name() {
        return Subject.of(certificate).name();
    }

    public String organisation() {
        return Subject.of(certificate).organisation();
    }

    /** The unified social credit code, another authority's identifier, or null. */
    public String organisationId() {
        return Subject.of(certificate).organisationId();
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** True for a role that sees what is shown to supervisors. */
    public boolean supervises() {
        return roles.stream().anyMatch(Role::supervises);
    }

    /**
     * Refuses a caller without this role.
     *
     * @throws Problem {@code identity/role} 403
     */
    public void require(Role role) {
        if (!has(role)) {
            throw Problem.of("identity/role")
                    .status(403)
                    .detail("This needs the role %s; you have %s.", role, roles)
                    .remedy("Log in with a certificate that holds the role, or ask the trading centre to grant it.");
        }
    }

    @Override
    public String toString() {
        return "Caller[" + actor() + " " + roles + "]";
    }
}
