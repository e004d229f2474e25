package org.jianzheng.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jianzheng.web.Vitals.Part;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VitalsTest {
    private final Map<Part, Supplier<Optional<String>>> looks = new EnumMap<>(Part.class);
    private long nanos;
    private int asked;
    private final Vitals vitals = new Vitals(looks, () -> {}, () -> nanos);

    @BeforeEach
    void allIsWell() {
        for (var part : Part.values()) {
            looks.put(part, Optional::empty);
        }
        looks.put(Part.DATABASE, () -> {
            asked++;
            return Optional.empty();
        });
    }

    @Test
    void aPartInTroubleIsNamedWithItsReasonUntilItIsWellAgain() {
        looks.put(Part.OBJECTS, () -> Optional.of("has no bucket"));
        vitals.round();
        assertEquals(Optional.of("has no bucket"), vitals.trouble(Part.OBJECTS));
        assertEquals(Optional.empty(), vitals.trouble(Part.DATABASE));
        looks.put(Part.OBJECTS, Optional::empty);
        vitals.round();
        assertEquals(Optional.empty(), vitals.trouble(Part.OBJECTS));
    }

    @Test
    void aLookThatFailsIsTroubleAndShowsNothingOfTheInside() {
        looks.put(Part.FENCE, () -> {
            throw new IllegalStateException("/secret/path");
        });
        vitals.round();
        assertEquals(Optional.of("does not answer"), vitals.trouble(Part.FENCE));
    }

    @Test
    void askingForReadinessAsksNoStore() {
        vitals.round();
        for (int i = 0; i < 1000; i++) {
            vitals.trouble(Part.DATABASE);
        }
        assertEquals(1, asked);
    }

    @Test
    void aRoundThatHangsMakesAllPartsUnready() {
        vitals.round();
        nanos = TimeUnit.SECONDS.toNanos(16);
        assertEquals(Optional.of("was not looked at for 15 seconds"), vitals.trouble(Part.DATABASE));
    }

    @Test
    void theLogsAlarmIsSeenAtOnce() {
        vitals.round();
        looks.put(Part.LOG, () -> Optional.of("the database lost its tail"));
        assertEquals(Optional.of("the database lost its tail"), vitals.trouble(Part.LOG));
    }
}
