package org.jianzheng.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a receipt proves so far. */
public enum ReceiptState {
    /** The log has signed a head with this record in it; it could still show others another head. */
    @JsonProperty("included")
    INCLUDED,
    /** A quorum of the key's offices has seen that head in time: now the record cannot be dropped unnoticed. */
    @JsonProperty("cosigned")
    COSIGNED
}
