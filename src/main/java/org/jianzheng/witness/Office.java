package org.jianzheng.witness;

/**
 * An office as the log needs to know it: its name in the trust folder, its cosigner key, where its node listens.
 *
 * @param cosigner C2SP verifier key of its cosigner
 * @param url null for an office that only dials out
 */
public record Office(String name, String cosigner, String url) {}
