package org.jianzheng.simulation;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jianzheng.tlog.Merkle;

/** What outlives the platform's process: database, object store, fence. Each write may fail in every way of {@link Faults}. */
final class Stores {
    final Faults faults;
    final Map<String, Object> objects = new TreeMap<>();
    private Db db = new Db();
    private long fence;
    private byte[] fenceRoot = Merkle.emptyRoot();

    Stores(Faults faults) {
        this.faults = faults;
    }

    /** As committed. */
    Db db() {
        return db;
    }

    void commit(String what, Consumer<Db> work) {
        var next = db.copy();
        work.accept(next);
        faults.write("commit of " + what, () -> db = next);
    }

    void put(String name, Object object) {
        faults.write("object " + name, () -> objects.put(name, object));
    }

    long fence() {
        return fence;
    }

    byte[] fenceRoot() {
        return fenceRoot;
    }

    /** False when the fence stands above, or elsewhere. */
    boolean advance(long size, byte[] root) {
        if (fence < size) {
            faults.write("fence", () -> {
                fence = size;
                fenceRoot = root;
            });
            return true;
        }
        return fence == size && Arrays.equals(root, fenceRoot);
    }

    /** An operator puts an old dump back. */
    void restore(Db dump) {
        db = dump.copy();
    }
}
