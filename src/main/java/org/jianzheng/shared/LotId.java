package org.jianzheng.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;

/** The id of a lot (标段（包）). */
public record LotId(UUID value) {
    public static LotId at(Instant now) {
        return new LotId(UuidV7.at(now));
    }

    @JsonCreator
    public static LotId fromString(String text) {
        return new LotId(UuidV7.parse("lot", text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
