package org.jianzheng.sealing;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jianzheng.record.Instants;
import org.jianzheng.tlog.Checkpoint;

/**
 * Whether the closing checkpoint is the largest: the offices' own words against a platform that closes on an earlier head
 * to lose bids accepted in the last seconds (docs/protocols/records.md §4).
 */
public final class ClosingRule {
    private ClosingRule() {}

    /**
     * The head above {@code closing} that at least {@code t} offices say they cosigned up to {@code latest}, if any; then
     * nothing may be opened from the list.
     *
     * @param binds verified, of the key's offices
     * @param latest deadline + grace
     */
    public static Optional<OfficeAnswer.Head> above(
            Checkpoint closing, List<OfficeAnswer.Bind> binds, int t, Instant latest) {
        record Place(long size, String root) {}
        Map<Place, Set<String>> seen = new HashMap<>();
        for (var bind : binds) {
            for (var head : bind.heads()) {
                if (head.size() > closing.size()
                        && !Instants.parse(head.time()).isAfter(latest)
                        && seen.computeIfAbsent(new Place(head.size(), head.root()), place -> new HashSet<>())
                                .add(bind.office())
                        && seen.get(new Place(head.size(), head.root())).size() >= t) {
                    return Optional.of(head);
                }
            }
        }
        return Optional.empty();
    }
}
