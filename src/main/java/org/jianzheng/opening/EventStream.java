package org.jianzheng.opening;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.jianzheng.shared.Problem;

/** A session's events as server-sent events: {@code id} is the number, {@code event} the type, {@code data} canonical JSON. */
final class EventStream {
    /** Shorter than what proxies and this server close an idle connection after. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private EventStream() {}

    static Multi<OutboundSseEvent> of(Multi<Watchers.Told> events, Sse sse) {
        var told = events.map(event -> event(event, sse));
        var heartbeats = Multi.createFrom()
                .ticks()
                .every(HEARTBEAT)
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("").build());
        // The heart would beat on after the last event; merged streams end together only with a failure.
        return Multi.createBy()
                .merging()
                .streams(told.onCompletion().failWith(Ended::new), heartbeats)
                .onFailure(Ended.class)
                .recoverWithCompletion();
    }

    /** Never leaves this class. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static OutboundSseEvent event(Watchers.Told told, Sse sse) {
        return sse.newEventBuilder()
                .id(Long.toString(told.seq()))
                .name(told.type())
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(String.class, told.data())
                .build();
    }

    /** The number that {@code Last-Event-ID} names, 0 without one. */
    static long seq(String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return 0;
        }
        if (!lastEventId.matches("[0-9]{1,15}")) {
            throw Problem.of("opening/last-event-id")
                    .detail("'%s' is no event's number.", lastEventId.length() > 40 ? "…" : lastEventId)
                    .field("Last-Event-ID")
                    .remedy("Send the id of the last event you saw, or none to see all.");
        }
        return Long.parseLong(lastEventId);
    }
}
