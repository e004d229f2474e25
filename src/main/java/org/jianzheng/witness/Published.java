package org.jianzheng.witness;

/** A checkpoint got its quorum of cosignatures on this instance: an event for whoever waits for one, and only a hint. */
public record Published() {}
