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
}
