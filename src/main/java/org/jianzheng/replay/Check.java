package org.jianzheng.replay;

/** One thing a replay checks; later checks may use what earlier ones established. */
interface Check {
    String name();

    void run(Evidence evidence, Findings findings);
}
