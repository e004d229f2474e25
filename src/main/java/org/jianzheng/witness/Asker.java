package org.jianzheng.witness;

import java.util.Set;

/**
 * Who asks to see a record.
 *
 * @param actors the certificate ids that this party acts under
 * @param roles its roles, as tokens name them
 */
public record Asker(Set<String> actors, Set<String> roles) {
    /** 招标办, 行业主管部门, 纪检监察: the roles of identity that supervise. The trading centre runs the venue and is none. */
    private static final Set<String> SUPERVISORS = Set.of("TENDERING_OFFICE", "SUPERVISOR", "DISCIPLINE");

    public Asker {
        actors = Set.copyOf(actors);
        roles = Set.copyOf(roles);
    }

    /** Somebody of whom nothing is known. */
    public static Asker anybody() {
        return new Asker(Set.of(), Set.of());
    }

    boolean isSupervisor() {
        return roles.stream().anyMatch(SUPERVISORS::contains);
    }
}
