package org.jianzheng.witness;

import java.util.Set;

/** Who asks to see a record: the certificate ids that this party acts under, and its roles. */
public record Asker(Set<String> actors, Set<String> roles) {
    /** The roles of the four supervisions that read what supervisors may read. */
    private static final Set<String> SUPERVISORS =
            Set.of("tendering-office", "supervisory-authority", "discipline-inspection", "supervisor");

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

    /** Denies unless the audience names this asker. */
    boolean maySee(Audience audience, String actor) {
        return audience.admitsEverybody()
                || audience.admitsActor() && actors.contains(actor)
                || audience.admitsSupervisors() && isSupervisor();
    }
}
