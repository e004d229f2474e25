package org.jianzheng.sealing;

import org.jianzheng.shared.Problem;

/** What every versioned form of the offices checks about itself. */
final class Forms {
    private Forms() {}

    /** A request of one kind must never pass for another: the kind is inside the signed bytes and checked here. */
    static void require(int v, String kind, String expected) {
        if (v != 1 || !expected.equals(kind)) {
            throw Problem.of("sealing/form")
                    .detail("This is form %s version %d, expected %s version 1.", kind, v, expected)
                    .remedy("Send the form that this address takes (docs/protocols/office.md).");
        }
    }

    /** The fields that name a key and its list. */
    static void list(String key, int version, String list, int listed) {
        KeyForms.hex("key", key, 64);
        KeyForms.range("version", version, 1, 1000);
        KeyForms.hex("list", list, 64);
        KeyForms.range("listed", listed, 0, 100_000);
    }
}
