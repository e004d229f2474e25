package org.jianzheng.witness;

import java.time.Instant;
import java.util.Map;

/**
 * A head that offices cosigned.
 *
 * @param note the signed note with the log's and all these offices' signatures
 * @param times by office name, the time in that office's first cosignature of this head
 */
public record CosignedHead(long size, byte[] root, String note, Map<String, Instant> times) {}
