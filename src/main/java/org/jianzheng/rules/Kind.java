package org.jianzheng.rules;

/** How days are counted; the day of the event itself is never counted (民法典 第二百零一条). */
public enum Kind implements Word {
    /** Calendar days; the last day is what it is. */
    CAL,
    /** Calendar days; a last day that is not a working day moves to the next working day (民法典 第二百零三条). */
    CAL_ROLL,
    /** Working days: Monday to Friday without the State Council's holidays, with the make-up days. */
    WORK;

    @Override
    public String word() {
        return name();
    }
}
