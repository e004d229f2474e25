package org.jianzheng.bench;

import java.nio.file.Path;

/**
 * What the measurements stand on.
 *
 * @param folder of the run; everything that is made lies below it
 */
record Ground(BenchOptions options, Sizes sizes) {
    Path folder() {
        return options.folder();
    }
}
