package org.jianzheng.ceremony;

import java.util.List;

/**
 * How far the offices are, for people.
 *
 * @param step what is being waited for
 * @param attempt of the key generation, 1, 2, …
 * @param missing what the key cannot be made without, in words; null when nothing is missing
 * @param abandoned the earlier attempts, and the present one if it has failed
 * @param offices per office of the present attempt what it has done and its last word of trouble
 */
public record Progress(
        String openingKey,
        String step,
        int quorum,
        int attempt,
        String missing,
        List<Abandoned> abandoned,
        List<OfficeProgress> offices) {
    /** @param trouble why the office has not answered, or null */
    public record OfficeProgress(String office, List<String> done, String trouble) {}

    /** @param reason why it was abandoned, as in the record {@code ceremony.abandoned} */
    public record Abandoned(String ceremony, int attempt, String reason, List<String> blame) {}
}
