package org.jianzheng.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * Threat 13: a patch of the vendor brings a back door into the tool. Whoever builds the sources that he has read gets the
 * same bytes, so a tool that differs was not built from them.
 */
class Threat13_TwoBuildsGiveTheSameToolIT {
    private static final Path AGAIN = Path.of("target", "built-again").toAbsolutePath();

    /** In another folder, another time zone, another language, under another name, later. */
    @Test
    void aSecondBuildFromTheSameSourcesHasTheSameBytes() throws IOException, InterruptedException {
        var first = tool(Path.of("target"));
        clear(AGAIN);
        copy(Path.of("pom.xml"));
        copy(Path.of("src", "main"));
        build();
        var second = tool(AGAIN.resolve("target"));
        assertEquals(digests(first), digests(second), "the files inside");
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second), "the jar itself");
    }

    private static void build() throws IOException, InterruptedException {
        var log = AGAIN.resolve("build.log").toFile();
        var command = new ArrayList<>(List.of("mvn", "-o", "-B", "-ntp", "package", "-DskipTests"));
        command.addAll(List.of("-Dmaven.test.skip", "-Dquarkus.build.skip", "-Dspotless.apply.skip=true"));
        command.add("-Dmaven.repo.local=" + System.getProperty("localRepository"));
        var process = new ProcessBuilder(command)
                .directory(AGAIN.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        process.environment().put("MAVEN_OPTS", "-Duser.timezone=Asia/Kathmandu -Duser.language=tr -Duser.name=other");
        process.environment().put("TZ", "Asia/Kathmandu");
        assertEquals(0, process.start().waitFor(), () -> "see " + log);
    }

    private static TreeMap<String, String> digests(Path jar) throws IOException {
        var digests = new TreeMap<String, String>();
        try (var files = new JarFile(jar.toFile())) {
            for (var entry : files.stream().toList()) {
                try (var in = files.getInputStream(entry)) {
                    digests.put(entry.getName(), org.jianzheng.tlog.Sha256.hex(in.readAllBytes()));
                }
            }
        }
        assertTrue(digests.containsKey("org/jianzheng/cli/BidSeal.class"), jar + " is not the tool");
        assertFalse(digests.keySet().stream().anyMatch(name -> name.startsWith("io/quarkus/")));
        return digests;
    }

    private static Path tool(Path folder) throws IOException {
        try (var jars = Files.newDirectoryStream(folder, "jianzheng-*-tool.jar")) {
            return jars.iterator().next();
        }
    }

    private static void copy(Path from) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var to = AGAIN.resolve(file);
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        Files.createDirectories(folder);
    }
}
