package org.jianzheng.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command has: where it prints, and how it reads and writes files. */
abstract class ToolCommand implements Callable<Integer> {
    private static final long MAX_FORM = 64L << 20;

    @Spec
    private CommandSpec spec;

    Jianzheng tool() {
        return (Jianzheng) spec.root().userObject();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** A rehearsal must not be taken for the real thing: said before anything else (records.md §11). */
    void announce(String origin) {
        if (origin.startsWith("sandbox.")) {
            out().println("沙箱 SANDBOX: 演练，无法律效力 · a rehearsal without legal effect (" + origin + ")");
        }
    }

    /** Something checked turned out false. */
    int isFalse(Problem problem) {
        err().println(ErrorLine.of(problem));
        return Exit.FALSE;
    }

    static byte[] read(Path file) {
        try {
            if (Files.size(file) > MAX_FORM) {
                throw Problem.of("cli/file")
                        .field(file.toString())
                        .detail("文件过大 · %s has more than %d bytes.", file, MAX_FORM)
                        .remedy("Give the right file.");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw Problem.of("cli/file")
                    .field(file.toString())
                    .detail("没有这个文件 · There is no file %s.", file)
                    .remedy("Check the path.")
                    .cause(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** Writes a file that does not exist yet. */
    static void writeNew(Path file, byte[] bytes) {
        if (Files.exists(file)) {
            throw Problem.of("cli/exists")
                    .field(file.toString())
                    .detail("已经存在 · %s exists.", file)
                    .remedy("Choose another name: keys and packages are never overwritten.");
        }
        write(file, bytes);
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder of " + file, e);
        }
        DurableFile.replace(file, bytes);
    }
}
