package org.jianzheng.record;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What bytes were read to, by their SHA-256: bytes that never change their meaning are parsed and verified once, however
 * often they are asked for. Other bytes are read anew, so nothing is believed that was not checked as it stands. Safe for
 * use by several threads.
 */
public final class ReadOnce<T> {
    private final Function<byte[], T> reader;
    private final Map<String, T> known;

    /** @param kept how many results are remembered; the one unused for longest goes first */
    public ReadOnce(int kept, Function<byte[], T> reader) {
        this.reader = reader;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > kept;
            }
        };
    }

    /** What the reader makes of these bytes; a refusal is not remembered. */
    public T read(byte[] bytes) {
        var hash = Commitment.hash(bytes);
        synchronized (known) {
            var before = known.get(hash);
            if (before != null) {
                return before;
            }
        }
        // Outside the lock: two threads may read the same at once, to the same end.
        var read = reader.apply(bytes);
        synchronized (known) {
            known.put(hash, read);
        }
        return read;
    }
}
