package org.jianzheng.witness;

import org.jianzheng.record.Audience;

/** An audience as the set it stands for, so that widening is a union and nothing can narrow it. */
final class Viewers {
    private static final int ACTOR = 1;
    private static final int SUPERVISORS = 2;
    private static final int EVERYBODY = 7;

    private Viewers() {}

    static int of(Audience audience) {
        return switch (audience) {
            case NOBODY -> 0;
            case ACTOR_ONLY -> ACTOR;
            case SUPERVISORS -> SUPERVISORS;
            case ACTOR_AND_SUPERVISORS -> ACTOR | SUPERVISORS;
            case PUBLIC -> EVERYBODY;
        };
    }

    static Audience audience(int viewers) {
        for (var audience : Audience.values()) {
            if (of(audience) == viewers) {
                return audience;
            }
        }
        throw new IllegalStateException("No audience is written as " + viewers);
    }

    static boolean include(Audience audience, String actor, Asker asker) {
        return switch (audience) {
            case PUBLIC -> true;
            case NOBODY -> false;
            case ACTOR_ONLY -> asker.actors().contains(actor);
            case SUPERVISORS -> asker.isSupervisor();
            case ACTOR_AND_SUPERVISORS -> asker.actors().contains(actor) || asker.isSupervisor();
        };
    }
}
