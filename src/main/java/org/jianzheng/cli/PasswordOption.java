package org.jianzheng.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Option;

/** Where a password comes from: a file or the environment, never an argument that every process list shows. */
final class PasswordOption {
    static final String VARIABLE = "JIANZHENG_PASSWORD";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "口令文件，首行为口令；或用环境变量 " + VARIABLE + " · The first line is the password; or set " + VARIABLE)
    private Path file;

    char[] password(Jianzheng tool) {
        var text = file == null
                ? tool.environment(VARIABLE)
                : new String(ToolCommand.read(file), StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("");
        if (text == null || text.isEmpty()) {
            throw Problem.of("cli/password")
                    .field("--password-file")
                    .detail("缺少口令 · No password was given.")
                    .remedy("Name a file with --password-file, or set " + VARIABLE + ".");
        }
        // Java's PKCS#12 takes no other characters; said here instead of deep inside it.
        if (text.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw Problem.of("cli/password")
                    .field("--password-file")
                    .detail("口令含有不可用的字符 · The password holds characters beyond ASCII.")
                    .remedy("Take letters, digits and signs of an English keyboard.");
        }
        return text.toCharArray();
    }
}
