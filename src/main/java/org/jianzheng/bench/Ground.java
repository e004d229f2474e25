package org.jianzheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What the measurements stand on: sizes, a folder, and one house that is started when the first line needs it. */
final class Ground implements AutoCloseable {
    private final BenchOptions options;
    private final Sizes sizes;
    private World world;

    Ground(BenchOptions options, Sizes sizes) {
        this.options = options;
        this.sizes = sizes;
    }

    BenchOptions options() {
        return options;
    }

    Sizes sizes() {
        return sizes;
    }

    /** Everything that is made lies below it. */
    Path folder() {
        return options.folder();
    }

    World world() {
        if (world == null) {
            try {
                world = World.start(folder().resolve("world"), options);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot start a house", e);
            }
        }
        return world;
    }

    @Override
    public void close() {
        if (world != null) {
            world.close();
        }
    }
}
