package org.jianzheng.replay;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jianzheng.record.RecordType;
import org.jianzheng.shared.Problem;

/** For whom a case file is: what it holds, and what it may leave out. The one table of both; export and replay use it. */
public enum Profile {
    /** Supervisors and courts: packages, shares, everything. */
    FULL,
    /** Everybody: what the law publishes; no package, no share, no S of a failed bid. */
    PUBLIC;

    /** Never public: who looked, who asked (招标投标法 第二十二条), and the operator's own housekeeping. */
    private static final Set<RecordType> PRIVATE = EnumSet.of(
            RecordType.PROJECT_CREATED,
            RecordType.PARTY_ROLE_GRANTED,
            RecordType.DOCUMENT_DOWNLOADED,
            RecordType.QUESTION_ASKED,
            RecordType.LOT_NOT_OPENED,
            RecordType.SHARE_DESTROY_ORDERED);

    /**
     * Whether a record of this type may be absent.
     *
     * @param opened whether its lot was opened; a record above the lots counts as opened
     */
    public boolean mayWithhold(RecordType type, boolean opened) {
        if (this == FULL) {
            return false;
        }
        // Of a lot that was not opened nobody but the supervisors learns who took part (records.md §2).
        return PRIVATE.contains(type) || !opened && type.disclosure() == RecordType.Disclosure.OPENING;
    }

    /** Whether packages, shares and S are in it. */
    public boolean holdsSecrets() {
        return this == FULL;
    }

    @JsonCreator
    public static Profile of(String text) {
        for (var profile : values()) {
            if (profile.toString().equals(text)) {
                return profile;
            }
        }
        throw Problem.of("replay/profile")
                .field("profile")
                .detail("'%s' is no profile of a case file.", text)
                .remedy("Use full or public.");
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
