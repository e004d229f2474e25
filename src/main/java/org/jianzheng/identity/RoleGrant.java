package org.jianzheng.identity;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jianzheng.shared.Problem;

/** Data of {@link Parties#GRANT_ACT}: the roles that {@code holder}, a certificate or organisation id, has from now on. */
public record RoleGrant(String holder, List<Role> roles) {
    private static final Pattern HOLDER = Pattern.compile("[0-9a-f]{64}|[\\x21-\\x7e]{1,63}");

    public RoleGrant {
        if (holder == null || !HOLDER.matcher(holder).matches()) {
            throw Problem.of("identity/holder")
                    .field("data.holder")
                    .detail("'%s' names nobody.", holder)
                    .remedy(
                            "Give a certificate id (64 hex digits) or an organisation id such as a unified social credit code.");
        }
        if (roles == null
                || roles.size() > Role.values().length
                || roles.stream().anyMatch(Objects::isNull)) {
            throw Problem.of("identity/roles")
                    .field("data.roles")
                    .detail("The roles are missing or too many.")
                    .remedy("List the roles; an empty list takes them back.");
        }
        roles = List.copyOf(roles);
    }
}
