package org.jianzheng.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * What happened, as the log commits to it (见证): one fact, one actor, the platform's time of it.
 *
 * <p>{@code tender} and {@code lot} are null for a record above them; {@code actor} is a certificate's id
 * ({@link Certificates#id}) or {@link #PLATFORM}; {@code act} is the attached CMS that the actor signed, or null, and
 * {@code data} repeats nothing that is in it. Equal records have equal bytes.
 */
public record WitnessRecord(
        int v,
        String id,
        RecordType type,
        TenderId tender,
        LotId lot,
        String actor,
        Instant time,
        JsonNode data,
        byte[] act) {
    /** The actor of what the platform itself states. */
    public static final String PLATFORM = "platform";

    public WitnessRecord {
        Fields.version(v);
        Fields.uuid("id", id);
        Fields.present("type", type);
        if (lot != null) {
            Fields.present("tender", tender);
        }
        if (!PLATFORM.equals(actor)) {
            Fields.hex("actor", actor, 64);
        }
        time = Fields.present("time", time).truncatedTo(ChronoUnit.MILLIS);
        if (data == null || !data.isObject()) {
            throw Fields.refuse("data", String.valueOf(data), "an object, {} when there is nothing to say");
        }
    }

    /** @throws org.jianzheng.shared.Problem when the bytes are not the canonical form of a record */
    public static WitnessRecord read(byte[] bytes) {
        return Canonical.read(bytes, WitnessRecord.class);
    }

    /** The canonical bytes: what is salted, committed to, and signed in a receipt. */
    public byte[] bytes() {
        return Canonical.write(this);
    }

    /** {@code data} as its form. */
    public <T> T data(Class<T> form) {
        return Canonical.value(data, form);
    }

    /** The verified act, if there is one; that its signer is the actor is the caller's to ask. */
    public Optional<Cms.Signed> signedAct() {
        return Optional.ofNullable(act).map(Cms::verify);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WitnessRecord that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "WitnessRecord[" + type + " " + id + " at " + Instants.format(time) + "]";
    }
}
