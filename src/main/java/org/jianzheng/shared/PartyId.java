package org.jianzheng.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;

/** The id of a party (主体). */
public record PartyId(UUID value) {
    public static PartyId at(Instant now) {
        return new PartyId(UuidV7.at(now));
    }

    @JsonCreator
    public static PartyId fromString(String text) {
        return new PartyId(UuidV7.parse("party", text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
