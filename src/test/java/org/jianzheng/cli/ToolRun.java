package org.jianzheng.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** One run of the tool in this process: exit status and what it printed. */
record ToolRun(int status, String out, String err) {
    static ToolRun of(String... arguments) {
        return at(World.NOW, Map.of(), arguments);
    }

    /** With the password that all tests use, at an instant. */
    static ToolRun at(Instant now, Map<String, String> environment, String... arguments) {
        var variables = new HashMap<>(Map.of(PasswordOption.VARIABLE, "test password"));
        variables.putAll(environment);
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Jianzheng.run(
                new PrintWriter(out),
                new PrintWriter(err),
                variables::get,
                Clock.fixed(now, ZoneOffset.UTC),
                arguments);
        return new ToolRun(status, out.toString(), err.toString());
    }
}
