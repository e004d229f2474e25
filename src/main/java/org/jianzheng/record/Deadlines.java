package org.jianzheng.record;

import java.time.Instant;

/** Deadlines are whole seconds, because cosignatures are (C2SP tlog-cosignature). */
final class Deadlines {
    private Deadlines() {}

    static void wholeSeconds(String field, Instant deadline) {
        if (Fields.present(field, deadline).getNano() != 0) {
            throw Fields.refuse(field, deadline.toString(), "an instant at a whole second");
        }
    }
}
