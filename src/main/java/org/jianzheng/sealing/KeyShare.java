package org.jianzheng.sealing;

/** One custodian's share x_j of an opening key; whoever holds a quorum of them holds the key. */
public record KeyShare(int index, Scalar x) {
    /** V_j = x_j G. */
    public Point verificationKey() {
        return x.timesGenerator();
    }

    @Override
    public String toString() {
        return "KeyShare[" + index + ", hidden]";
    }
}
