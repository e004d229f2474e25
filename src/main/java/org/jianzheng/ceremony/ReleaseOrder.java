package org.jianzheng.ceremony;

import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.LotId;

/**
 * The closed list for which shares are asked.
 *
 * @param list hex entry of the record {@code lot.closed}
 * @param listed number of listed bidders
 */
public record ReleaseOrder(
        LotId lot, String stage, int version, String list, int listed, OfficeCall.Attachment attachment) {}
