package org.jianzheng;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the published vectors lie that tests run against; a test that needs them is skipped, visibly, without them. */
public final class SharedVectors {
    private SharedVectors() {}

    public static Optional<Path> dir() {
        var path = Path.of(System.getProperty("jianzheng.shared", "../shared")).toAbsolutePath();
        return Files.isDirectory(path) ? Optional.of(path) : Optional.empty();
    }

    /** The file or folder {@code relative} of the vectors; aborts the calling test when the vectors are absent. */
    public static Path require(String relative) {
        var found = dir().map(base -> base.resolve(relative));
        if (found.isEmpty()) {
            return abort("skipped: needs ../shared/" + relative + ", which is absent here");
        }
        return found.get();
    }
}
