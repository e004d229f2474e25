package org.jianzheng.ceremony;

import java.util.Map;
import org.jianzheng.sealing.DecryptionShare;

/**
 * What one office released: per submission a share whose proof holds, or why there is none.
 *
 * @param wrong submissions whose share was false, with the reason: the office is named for it
 */
public record OfficeShares(
        int index,
        String office,
        Map<String, DecryptionShare> shares,
        Map<String, String> unopenable,
        Map<String, String> wrong) {
    @Override
    public String toString() {
        return "OfficeShares[" + office + ", " + shares.size() + " hidden]";
    }
}
