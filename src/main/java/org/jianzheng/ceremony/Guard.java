package org.jianzheng.ceremony;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Lets one key's failure end its own turn of a beat only; it is logged in full once while it fails alike. */
final class Guard {
    private static final Logger LOG = Logger.getLogger(Guard.class);

    private final Map<String, String> failing = new ConcurrentHashMap<>();

    void run(String what, Runnable turn) {
        try {
            turn.run();
            failing.remove(what);
        } catch (RuntimeException e) {
            if (!String.valueOf(e).equals(failing.put(what, String.valueOf(e)))) {
                LOG.errorf(e, "%s failed; each beat tries again", what);
            }
        }
    }
}
