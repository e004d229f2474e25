package org.jianzheng.office;

import java.util.List;
import org.jianzheng.sealing.OfficeAnswer.JournalState;

/**
 * A release that waits for this office's officer, with everything that the office has checked by itself.
 *
 * @param deadline in force, {@code version} its version
 * @param list hex entry of the closing list, {@code listed} how many bids it lists
 * @param unopenable of them, why no share can be given
 * @param closingSize of the closing checkpoint, below which every listed bid lies
 * @param binds which offices are bound to the same list, with the time of each
 * @param journals what was found in the others' journals
 * @param since when the office first found that all holds
 * @param decision {@code approve} or {@code refuse} once the officer has decided, else null
 */
public record PendingRelease(
        int v,
        String key,
        String tender,
        String lot,
        String stage,
        String deadline,
        int version,
        String list,
        int listed,
        List<String> unopenable,
        long closingSize,
        List<BoundOffice> binds,
        List<JournalState> journals,
        String since,
        String decision) {
    public PendingRelease {
        unopenable = List.copyOf(unopenable);
        binds = List.copyOf(binds);
        journals = List.copyOf(journals);
    }

    /** An office that signed that it is bound to the list. */
    public record BoundOffice(String office, String time) {}

    PendingRelease since(String first) {
        return with(first, decision);
    }

    PendingRelease decided(String what) {
        return with(since, what);
    }

    private PendingRelease with(String first, String what) {
        return new PendingRelease(
                v,
                key,
                tender,
                lot,
                stage,
                deadline,
                version,
                list,
                listed,
                unopenable,
                closingSize,
                binds,
                journals,
                first,
                what);
    }
}
