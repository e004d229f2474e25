package org.jianzheng.sealing;

import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;

/**
 * What the platform asks of an office about an opening key, signed by its seal certificate (docs/protocols/office.md).
 *
 * <p>{@code key} is the hex SHA-256 of the key's SubjectPublicKeyInfo, {@code version} that of the deadline in force,
 * {@code list} the hex log entry of the record {@code lot.closed}. Two requests are the same request when their
 * content is: a platform that signs it again after a crash gets the stored answer.
 */
public sealed interface OfficeRequest {
    int v();

    String kind();

    String key();

    /** The CMS to send. */
    default byte[] sign(Signer seal) {
        return Cms.sign(Canonical.write(this), seal);
    }

    /** Asks whether the office's own clock is past deadline, grace and settling time; carries no row. */
    record Ready(int v, String kind, String key, int version, String list, int listed) implements OfficeRequest {
        public Ready {
            Forms.require(v, kind, "ready");
            Forms.list(key, version, list, listed);
        }

        public static Ready of(String key, int version, String list, int listed) {
            return new Ready(1, "ready", key, version, list, listed);
        }
    }

    /** Asks to check the list and be bound by it; {@code rows} = hex SHA-256 of the {@link OfficeCall.Attachment}. */
    record Bind(int v, String kind, String key, int version, String list, int listed, String rows)
            implements OfficeRequest {
        public Bind {
            Forms.require(v, kind, "bind");
            Forms.list(key, version, list, listed);
            KeyForms.hex("rows", rows, 64);
        }

        public static Bind of(String key, int version, String list, int listed, String rows) {
            return new Bind(1, "bind", key, version, list, listed, rows);
        }
    }

    /** Asks for the decryption shares of the listed bids. */
    record Release(int v, String kind, String key, int version, String list) implements OfficeRequest {
        public Release {
            Forms.require(v, kind, "release");
            Forms.list(key, version, list, 0);
        }

        public static Release of(String key, int version, String list) {
            return new Release(1, "release", key, version, list);
        }
    }

    /**
     * Asks to destroy the share; {@code record} = entry of {@code session.record}, {@code lot.not-opened} or {@code
     * share.destroy-ordered}.
     */
    record Destroy(int v, String kind, String key, String record) implements OfficeRequest {
        public Destroy {
            Forms.require(v, kind, "destroy");
            KeyForms.hex("key", key, 64);
            KeyForms.hex("record", record, 64);
        }

        public static Destroy of(String key, String record) {
            return new Destroy(1, "destroy", key, record);
        }
    }

    /** Asks to state a later deadline over the procuring entity's signed act (its CMS). */
    record Deadline(int v, String kind, String key, int version, String notBefore, byte[] act)
            implements OfficeRequest {
        public Deadline {
            Forms.require(v, kind, "deadline");
            KeyForms.hex("key", key, 64);
            KeyForms.range("version", version, 2, 1000);
            KeyForms.wholeSeconds("notBefore", notBefore);
            KeyForms.present("act", act);
        }

        public static Deadline of(String key, int version, String notBefore, byte[] act) {
            return new Deadline(1, "deadline", key, version, notBefore, act);
        }
    }
}
