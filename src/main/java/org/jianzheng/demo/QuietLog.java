package org.jianzheng.demo;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets only warnings of the libraries through; call it first in a {@code main}. */
final class QuietLog {
    // Kept from the collector: java.util.logging holds loggers weakly, and with them their levels.
    private static final Logger ROOT = Logger.getLogger("");

    private QuietLog() {}

    static void toStandardError() {
        for (var handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        ROOT.addHandler(new ConsoleHandler());
        ROOT.setLevel(Level.WARNING);
    }
}
