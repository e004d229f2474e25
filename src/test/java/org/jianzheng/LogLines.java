package org.jianzheng;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** What the platform logs while this is open. */
public final class LogLines extends Handler implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public LogLines() {
        Logger.getLogger("").addHandler(this);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public long alarms() {
        return lines.stream().filter(line -> line.startsWith("ALARM: ")).count();
    }

    @Override
    public void publish(LogRecord entry) {
        var text = entry instanceof ExtLogRecord formatted ? formatted.getFormattedMessage() : entry.getMessage();
        lines.add(entry.getThrown() == null ? text : text + " " + entry.getThrown());
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
