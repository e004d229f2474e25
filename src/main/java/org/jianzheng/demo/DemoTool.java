package org.jianzheng.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.jianzheng.cli.Jianzheng;

/** Runs the tool {@code jianzheng} as its users do, in this process; what it prints goes to {@code run/tool.log}. */
final class DemoTool {
    private DemoTool() {}

    static int run(DemoOptions options, String... arguments) {
        var log = options.dir().resolve("run").resolve("tool.log");
        try (var out = new PrintWriter(Files.newBufferedWriter(
                log, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            out.println("$ jianzheng " + String.join(" ", arguments));
            int status = Jianzheng.run(out, out, name -> null, Clock.systemUTC(), arguments);
            out.println("exit status " + status);
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + log, e);
        }
    }
}
