package org.jianzheng.ceremony;

import java.time.Instant;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * An opening key to be made by the offices.
 *
 * @param offices how many offices hold a share
 * @param quorum how many of them open
 * @param notBefore the bid deadline
 * @param minBids fewer listed bids than this: the offices release nothing
 * @param entity certificate id of whoever may extend the deadline
 */
public record KeyRequest(
        TenderId tender,
        LotId lot,
        String stage,
        String suite,
        int offices,
        int quorum,
        Instant notBefore,
        int minBids,
        String entity) {}
