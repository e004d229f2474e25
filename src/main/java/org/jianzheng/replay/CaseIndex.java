package org.jianzheng.replay;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.RecordType;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * {@code case.json}: what a case file says of itself, signed in {@code case.p7s} by the platform's seal.
 *
 * @param checkpoint hex SHA-256 of {@code log/checkpoint}
 * @param withheld what a stage index lists and this profile leaves out, ascending by index
 * @param files every file but {@code case.json} and {@code case.p7s}, ascending by name
 */
public record CaseIndex(
        int v,
        Profile profile,
        boolean sandbox,
        String origin,
        TenderId tender,
        List<LotId> lots,
        String checkpoint,
        List<Withheld> withheld,
        List<Entry> files) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** A record that is left out, with the type that lets it be. */
    public record Withheld(long index, RecordType type) {}

    /** One file by hex SHA-256 and length. */
    public record Entry(String name, String hash, long size) {}

    public CaseIndex {
        require("v", v == 1);
        require("profile", profile != null);
        require("origin", origin != null && !origin.isBlank() && sandbox == origin.startsWith("sandbox."));
        require("tender", tender != null);
        require("lots", lots != null && !lots.isEmpty());
        require("checkpoint", isHash(checkpoint));
        require("withheld", withheld != null && ascendingIndexes(withheld));
        require("files", files != null && ascendingNames(files));
        lots = List.copyOf(lots);
        withheld = List.copyOf(withheld);
        files = List.copyOf(files);
    }

    public static CaseIndex read(byte[] bytes) {
        return Canonical.read(bytes, CaseIndex.class);
    }

    public byte[] bytes() {
        return Canonical.write(this);
    }

    /** The type under which the record at {@code index} is said to be withheld. */
    Optional<RecordType> withheldType(long index) {
        return withheld.stream()
                .filter(w -> w.index() == index)
                .map(Withheld::type)
                .findFirst();
    }

    private static boolean ascendingNames(List<Entry> files) {
        String before = "";
        for (var file : files) {
            if (file.name() == null || file.name().compareTo(before) <= 0 || !isHash(file.hash()) || file.size() < 0) {
                return false;
            }
            before = file.name();
        }
        return true;
    }

    private static boolean ascendingIndexes(List<Withheld> withheld) {
        long before = -1;
        for (var one : withheld) {
            if (one.index() <= before || one.type() == null) {
                return false;
            }
            before = one.index();
        }
        return true;
    }

    private static boolean isHash(String text) {
        return text != null && HASH.matcher(text).matches();
    }

    private static void require(String field, boolean holds) {
        if (!holds) {
            throw Problem.of("replay/case-index")
                    .field(field)
                    .detail("%s of case.json is not of its form.", field)
                    .remedy("Export the case file again (docs/protocols/casefile.md).");
        }
    }
}
