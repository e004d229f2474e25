package org.jianzheng.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;

/** The id of a bid (投标文件). */
public record BidId(UUID value) {
    public static BidId at(Instant now) {
        return new BidId(UuidV7.at(now));
    }

    @JsonCreator
    public static BidId fromString(String text) {
        return new BidId(UuidV7.parse("bid", text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
