package org.jianzheng.office;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jianzheng.sealing.KeyShare;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;

/** The opening keys that this office holds, or held, a share of; one object, and so one lock, for each. */
final class Keys {
    private final Trustee trustee;
    private final Path folder;
    private final ConcurrentHashMap<String, HeldKey> open = new ConcurrentHashMap<>();

    Keys(Trustee trustee) {
        this.trustee = trustee;
        this.folder = Disk.folder(trustee.directory().resolve("keys"));
    }

    /** The share first, the statement last: a key that can be found is complete. */
    void add(KeyStatement statement, byte[] cms, KeyShare share) {
        var place = Disk.folder(folder.resolve(statement.key()));
        trustee.vault().put(place.resolve("share"), share.x().bytes());
        DurableFile.replace(place.resolve("statement.p7s"), cms);
    }

    HeldKey require(String key) {
        return find(key).orElseThrow(() -> Problem.of("office/no-key")
                .status(404)
                .detail("This office holds no share of the key %s.", key)
                .remedy("Ask the offices that its statement names."));
    }

    /** @param key 64 hex digits, as every form has checked */
    Optional<HeldKey> find(String key) {
        var place = folder.resolve(key);
        return Disk.readIfThere(place.resolve("statement.p7s"))
                .map(cms -> open.computeIfAbsent(key, name -> new HeldKey(trustee, place, cms)));
    }

    List<HeldKey> all() {
        return Disk.list(folder).stream()
                .flatMap(place -> find(place.getFileName().toString()).stream())
                .toList();
    }
}
