package org.jianzheng.bench;

import java.io.IOException;
import java.util.List;

/** A group of rows that are measured together, under the name that {@code deploy/bench NAME} chooses it by. */
interface Line {
    String name();

    /** What the rows are called and aim at, for the table of a run in which the measurement breaks off. */
    Measured unmeasured(String why);

    List<Measured> measure(Ground ground) throws IOException;
}
