package org.jianzheng.ceremony;

import java.util.List;

/**
 * How far the offices are, for people.
 *
 * @param step what is being waited for
 * @param offices per office what it has done and its last word of trouble
 */
public record Progress(String openingKey, String step, int quorum, List<OfficeProgress> offices) {
    /** @param trouble why the office has not answered, or null */
    public record OfficeProgress(String office, List<String> done, String trouble) {}
}
