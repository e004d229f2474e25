package org.jianzheng.sealing;

import java.util.List;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;

/**
 * What an office says, signed by its signing certificate (docs/protocols/office.md). {@code office} is its name,
 * {@code time} its own clock.
 *
 * <p>An answer is on the office's disk before it is given, and is given again byte for byte.
 */
public sealed interface OfficeAnswer {
    int v();

    String kind();

    String office();

    String time();

    /** The CMS to send. */
    default byte[] sign(Signer signer) {
        return Cms.sign(Canonical.write(this), signer);
    }

    /** The rows of {@code list} may be sent now. */
    record Ready(int v, String kind, String office, String key, int version, String list, String time)
            implements OfficeAnswer {
        public Ready {
            Forms.require(v, kind, "ready");
            Forms.list(key, version, list, 0);
        }

        public static Ready of(String office, OfficeRequest.Ready request, String time) {
            return new Ready(1, "ready", office, request.key(), request.version(), request.list(), time);
        }
    }

    /** Too few bids are listed: nothing is opened (招标投标法 第二十八条), and no row need be sent. */
    record Refusal(
            int v,
            String kind,
            String office,
            String key,
            int version,
            String list,
            int listed,
            String reason,
            String time)
            implements OfficeAnswer {
        public Refusal {
            Forms.require(v, kind, "refusal");
            Forms.list(key, version, list, listed);
        }

        public static Refusal of(String office, OfficeRequest.Ready request, String reason, String time) {
            return new Refusal(
                    1,
                    "refusal",
                    office,
                    request.key(),
                    request.version(),
                    request.list(),
                    request.listed(),
                    reason,
                    time);
        }
    }

    /** A head that the office cosigned: {@code root} hex, {@code time} that of the cosignature. */
    record Head(long size, String root, String time) {
        public Head {
            KeyForms.range("heads.size", size, 0, (1L << 53) - 1);
            KeyForms.hex("heads.root", root, 64);
            KeyForms.wholeSeconds("heads.time", time);
        }
    }

    /**
     * The office has checked the list and will release for no other: its journal line.
     *
     * @param heads those it cosigned from the last one before the deadline to deadline + grace
     * @param request the platform's signed {@link OfficeRequest.Bind}
     */
    record Bind(
            int v,
            String kind,
            String office,
            String key,
            int version,
            String list,
            String time,
            List<Head> heads,
            byte[] request)
            implements OfficeAnswer {
        public Bind {
            Forms.require(v, kind, "bind");
            heads = KeyForms.list("heads", heads);
            KeyForms.present("request", request);
            Forms.list(key, version, list, 0);
        }

        public static Bind of(String office, OfficeRequest.Bind asked, String time, List<Head> heads, byte[] request) {
            return new Bind(1, "bind", office, asked.key(), asked.version(), asked.list(), time, heads, request);
        }
    }

    /** What this office found when it read another's journal; {@code state} is one of the constants. */
    record JournalState(String office, String state) {
        public static final String SAME = "same";
        public static final String NONE = "none";
        public static final String UNREACHABLE = "unreachable";
        public static final String DIFFERS = "differs";
        public static final String INVALID = "invalid";
    }

    /** Per listed bid the hash of the plaintext share, or why its header cannot be opened. */
    record ShareAnswer(String submission, String header, String share, String unopenable) {}

    /** The shares themselves travel beside it, encrypted to the combiner. */
    record Release(
            int v,
            String kind,
            String office,
            String key,
            int version,
            String list,
            String time,
            List<JournalState> journals,
            List<ShareAnswer> answers)
            implements OfficeAnswer {
        public Release {
            Forms.require(v, kind, "release");
            Forms.list(key, version, list, 0);
            journals = KeyForms.list("journals", journals);
            answers = KeyForms.list("answers", answers);
        }

        public static Release of(
                String office,
                OfficeRequest.Release request,
                String time,
                List<JournalState> journals,
                List<ShareAnswer> answers) {
            return new Release(
                    1, "release", office, request.key(), request.version(), request.list(), time, journals, answers);
        }
    }

    /** The share of this key no longer exists at this office; {@code record} = entry of the record it rests on. */
    record Destroyed(int v, String kind, String office, String key, String record, String time)
            implements OfficeAnswer {
        public Destroyed {
            Forms.require(v, kind, "destroyed");
            KeyForms.hex("key", key, 64);
            KeyForms.hex("record", record, 64);
        }

        public static Destroyed of(String office, String key, String record, String time) {
            return new Destroyed(1, "destroyed", office, key, record, time);
        }
    }

    /** The office's clock, over the asker's nonce. */
    record Time(int v, String kind, String office, String nonce, String time) implements OfficeAnswer {
        public Time {
            Forms.require(v, kind, "time");
        }

        public static Time of(String office, String nonce, String time) {
            return new Time(1, "time", office, nonce, time);
        }
    }

    /** "It is I": how an office that only connects outwards asks for work. */
    record Dial(int v, String kind, String office, String nonce, String time) implements OfficeAnswer {
        public Dial {
            Forms.require(v, kind, "dial");
        }

        public static Dial of(String office, String nonce, String time) {
            return new Dial(1, "dial", office, nonce, time);
        }
    }
}
