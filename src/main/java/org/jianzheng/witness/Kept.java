package org.jianzheng.witness;

import com.fasterxml.jackson.databind.JsonNode;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.RecordType;

/**
 * What stands beside a record in its copy.
 *
 * @param audience with which the record began, null when it is its type's; the row's own only widens and would not be the
 *     same bytes each time the copy is written
 * @param rows what the module needs to write its rows again, or null
 */
record Kept(Audience audience, JsonNode rows) {
    private static final Kept NOTHING = new Kept(null, null);

    /** Canonical bytes, none when there is nothing to keep. */
    static byte[] of(NewRecord fresh) {
        var audience = fresh.audience() == fresh.type().audience() ? null : fresh.audience();
        if (audience == null && fresh.kept() == null) {
            return new byte[0];
        }
        return Canonical.write(new Kept(audience, fresh.kept() == null ? null : Canonical.tree(fresh.kept())));
    }

    static Kept read(byte[] bytes) {
        return bytes.length == 0 ? NOTHING : Canonical.read(bytes, Kept.class);
    }

    Audience audience(RecordType type) {
        return audience == null ? type.audience() : audience;
    }

    @Override
    public JsonNode rows() {
        return rows == null || rows.isNull() ? null : rows;
    }
}
