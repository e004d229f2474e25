package org.jianzheng.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Everything that a running Java process of the demonstration remembers, as an administrator would take it. */
final class HeapDump {
    private static final int PATIENCE_SECONDS = 120;

    private static final int CHUNK = 16 << 20;

    private HeapDump() {}

    /** Which of these words the dump held, in any of the two ways in which Java keeps text, or as hex digits. */
    static List<String> found(Path dump, List<String> words) {
        var found = new TreeSet<String>();
        try (var in = Files.newInputStream(dump)) {
            var chunk = "";
            for (var next = in.readNBytes(CHUNK); next.length > 0; next = in.readNBytes(CHUNK)) {
                // What lies across the border of two chunks is looked at too.
                chunk = chunk.substring(Math.max(0, chunk.length() - 1024)) + new String(next, ISO_8859_1);
                for (var word : words) {
                    var hex = HexFormat.of().formatHex(word.getBytes(UTF_8));
                    if (chunk.contains(new String(word.getBytes(UTF_8), ISO_8859_1))
                            || chunk.contains(new String(word.getBytes(UTF_16LE), ISO_8859_1))
                            || chunk.contains(hex)) {
                        found.add(word);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dump.toFile().delete();
        return List.copyOf(found);
    }

    /** Writes the whole heap, garbage included, of the process in {@code run/NAME.pid}. */
    static Path of(Path folder, String name) {
        try {
            var pid = Files.readString(folder.resolve("run").resolve(name + ".pid"))
                    .strip();
            var dump = folder.resolve("run").resolve(name + ".hprof");
            Files.deleteIfExists(dump);
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var process = new ProcessBuilder(jcmd, pid, "GC.heap_dump", "-all=true", dump.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("run").resolve("jcmd.log").toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "No heap dump, see " + folder.resolve("run").resolve("jcmd.log"));
            }
            return dump;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
