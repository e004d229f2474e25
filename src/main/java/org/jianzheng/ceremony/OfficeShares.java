package org.jianzheng.ceremony;

import java.util.Map;
import org.jianzheng.sealing.DecryptionShare;

/**
 * What one office released: per submission a share whose proof holds, or why there is none.
 *
 * @param wrong submissions whose share was false: the office is named for it
 */
public record OfficeShares(
        int index,
        String office,
        Map<String, DecryptionShare> shares,
        Map<String, String> unopenable,
        Map<String, FalseShare> wrong) {
    /**
     * A share that does not hold.
     *
     * @param bytes those whose hash the office signed, so that anyone can see it; null when they cannot be had
     */
    public record FalseShare(String reason, byte[] bytes) {}

    @Override
    public String toString() {
        return "OfficeShares[" + office + ", " + shares.size() + " hidden]";
    }
}
