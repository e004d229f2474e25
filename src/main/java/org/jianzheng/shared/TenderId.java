package org.jianzheng.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;

/** The id of a tender (招标项目). */
public record TenderId(UUID value) {
    public static TenderId at(Instant now) {
        return new TenderId(UuidV7.at(now));
    }

    @JsonCreator
    public static TenderId fromString(String text) {
        return new TenderId(UuidV7.parse("tender", text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
