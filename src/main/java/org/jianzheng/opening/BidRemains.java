package org.jianzheng.opening;

import org.jianzheng.shared.BidId;

/**
 * What a listed bid left when it was opened; for the case file, which decides who may see it.
 *
 * @param form canonical bid form, null when it failed
 * @param slip the manifest's SignedData, null when it could not be read
 * @param shared the encoded point S, null when there was no quorum of shares
 */
public record BidRemains(BidId submission, byte[] form, byte[] slip, byte[] shared) {
    @Override
    public String toString() {
        return "BidRemains[" + submission + ", hidden]";
    }
}
