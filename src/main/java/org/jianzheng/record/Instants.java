package org.jianzheng.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jianzheng.shared.Problem;

/** Instants in their one spelling: {@code YYYY-MM-DDTHH:MM:SS.mmmZ}. */
public final class Instants {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final int LENGTH = "2026-03-23T01:30:00.000Z".length();

    private Instants() {}

    /** Truncates to the millisecond, as the log does. */
    public static String format(Instant instant) {
        return FORMAT.format(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    public static Instant parse(String text) {
        try {
            var instant = Instant.parse(text);
            // A year above 9999 would get a sign and a fifth digit.
            if (text.length() == LENGTH && format(instant).equals(text)) {
                return instant;
            }
        } catch (DateTimeException | NullPointerException e) {
            throw refuse(text).cause(e);
        }
        throw refuse(text);
    }

    /** Lets canonical JSON carry an {@link Instant} field in this spelling. */
    static SimpleModule module() {
        return new SimpleModule("instants")
                .addSerializer(Instant.class, new StdSerializer<>(Instant.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
                            throws IOException {
                        out.writeString(format(value));
                    }
                })
                .addDeserializer(Instant.class, new StdDeserializer<>(Instant.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        return parse(in.hasToken(JsonToken.VALUE_STRING) ? in.getText() : null);
                    }
                });
    }

    private static Problem refuse(String text) {
        return Problem.of("record/instant")
                .detail("'%s' is not an instant.", text)
                .remedy("Write it like 2026-03-23T01:30:00.000Z.");
    }
}
