package org.jianzheng.identity;

import org.jianzheng.record.Act;

/** An act that was checked, with its exact signed bytes: what goes into {@code act} of the witness record. */
public record SignedAct(Act act, byte[] cms) {
    /** The act's data as its form. */
    public <T> T data(Class<T> form) {
        return act.data(form);
    }
}
