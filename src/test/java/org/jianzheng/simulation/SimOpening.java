package org.jianzheng.simulation;

import java.nio.file.Path;

/** The platform's closing, release, opening and session, each step found by looking at the rows, as in the product. */
final class SimOpening {
    final SimRelease release;
    private final SimPlatform platform;
    private final SimClosing closing;
    private final SimSession session;

    SimOpening(SimPlatform platform, Path folder) {
        this.platform = platform;
        this.closing = new SimClosing(platform);
        this.release = new SimRelease(platform, folder);
        this.session = new SimSession(platform, closing);
    }

    /** One beat; a step that fails is taken again by the next. */
    /** The time for objections runs. */
    boolean waits() {
        return platform.stores.db().stage == Db.Stage.OPENED && session.mayBeObjectedTo();
    }

    void beat() {
        if (platform.alarm().isPresent()) {
            return;
        }
        var db = platform.stores.db();
        switch (db.stage) {
            case PUBLISHED -> closing.close();
            case CLOSED -> {
                if (db.attachment == null) {
                    release.order();
                } else {
                    release.ask();
                    release.open();
                }
            }
            case OPENED -> session.record();
            case RECORDED -> session.index();
            case NOT_OPENED, OUTAGE -> {
                // Nothing is left to do in this model.
            }
        }
    }
}
