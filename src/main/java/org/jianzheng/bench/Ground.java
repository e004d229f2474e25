package org.jianzheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What the measurements stand on: sizes, a folder, and one house that is started when the first line needs it. */
final class Ground implements AutoCloseable {
    /** Enough for the storms. */
    private static final int LOTS = 6;

    private final BenchOptions options;
    private World world;
    private BenchTender tender;

    Ground(BenchOptions options) {
        this.options = options;
    }

    BenchOptions options() {
        return options;
    }

    Sizes sizes() {
        return options.sizes();
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

    /** Ends the house and leaves nothing of it: the next line finds an empty one. */
    void startOver() {
        close();
        world = null;
        tender = null;
    }

    /** Tells whoever waits what is being done. */
    static void say(String what) {
        System.out.println("  " + what);
    }

    /** A published tender whose deadline is far: lots for whoever needs some, and the model of planted ones. */
    BenchTender tender() {
        if (tender == null) {
            tender = BenchTender.publish(world(), LOTS, 40);
        }
        return tender;
    }

    @Override
    public void close() {
        if (world != null) {
            world.close();
        }
    }
}
