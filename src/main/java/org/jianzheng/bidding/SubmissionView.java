package org.jianzheng.bidding;

import java.util.List;

/**
 * A submission as its own bidder sees it.
 *
 * @param missing hashes of the objects that have not arrived
 */
public record SubmissionView(String bid, String state, List<String> missing) {}
