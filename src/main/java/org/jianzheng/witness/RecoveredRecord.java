package org.jianzheng.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.Consumer;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.Problem;

/**
 * A record that came back.
 *
 * @param kept what {@link NewRecord#keeping} was given, or null
 * @param lost told in words for the operator what cannot be written again
 */
public record RecoveredRecord(long index, WitnessRecord form, JsonNode kept, Consumer<String> lost) {
    public Instant time() {
        return form.time();
    }

    /** What was kept, as its form. */
    public <T> T kept(Class<T> type) {
        if (kept == null) {
            throw Problem.of("witness/nothing-kept")
                    .status(500)
                    .detail("Record %d (%s) was written without what its rows are made of.", index, form.type())
                    .remedy("It is of a version before recoveries; its rows cannot be written again.");
        }
        return Canonical.value(kept, type);
    }
}
