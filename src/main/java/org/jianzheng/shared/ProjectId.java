package org.jianzheng.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;

/** The id of a project (项目). */
public record ProjectId(UUID value) {
    public static ProjectId at(Instant now) {
        return new ProjectId(UuidV7.at(now));
    }

    @JsonCreator
    public static ProjectId fromString(String text) {
        return new ProjectId(UuidV7.parse("project", text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
