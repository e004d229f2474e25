package org.jianzheng.shared;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** Time-ordered identifiers (RFC 9562 version 7): 48 bits of milliseconds, 74 random bits. */
public final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private UuidV7() {}

    public static UUID at(Instant now) {
        long high = (now.toEpochMilli() << 16) | 0x7000L | RANDOM.nextInt(1 << 12);
        long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** Reads the one canonical spelling; {@link UUID#fromString} accepts many. */
    static UUID parse(String kind, String text) {
        if (text == null || !TEXT.matcher(text).matches()) {
            throw Problem.of("shared/id")
                    .detail("'%s' is not the id of a %s.", text, kind)
                    .field(kind)
                    .remedy("Give the id as the platform printed it, a lower-case UUID.");
        }
        return UUID.fromString(text);
    }
}
