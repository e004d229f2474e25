package org.jianzheng.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.Problem;

/** What a person may do now: the operator's file, recorded grants, and what everyone has. */
@ApplicationScoped
class Roles {
    private final PartyRows rows;
    private final RolesFile file;

    Roles(PartyRows rows, RolesFile file) {
        this.rows = rows;
        this.file = file;
    }

    /** The roles of the holder of a certificate, in the caller's transaction. */
    Set<Role> of(X509Certificate certificate) {
        var granted = EnumSet.noneOf(Role.class);
        granted.addAll(grantedTo(Certificates.id(certificate)));
        var organisation = Subject.of(certificate).organisationId();
        if (organisation != null) {
            granted.addAll(grantedTo(organisation));
        }
        return Role.effective(granted);
    }

    /**
     * A login lasts minutes, and in them an office may be taken from someone: what has legal effect looks again.
     *
     * @throws Problem {@code identity/roles-changed} 403
     */
    void requireUnchanged(Caller caller) {
        if (!of(caller.certificate()).equals(caller.roles())) {
            throw Problem.of("identity/roles-changed")
                    .status(403)
                    .detail("Your roles have changed since you logged in.")
                    .remedy("Log in again, and repeat this if your roles still allow it.");
        }
    }

    private Set<Role> grantedTo(String holder) {
        var all = EnumSet.noneOf(Role.class);
        all.addAll(file.of(holder));
        Arrays.stream(rows.grant(holder).split(","))
                .filter(word -> !word.isEmpty())
                .map(Role::valueOf)
                .forEach(all::add);
        return all;
    }
}
