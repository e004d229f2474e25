package org.jianzheng.sealing;

/** What became of one sealed bid at its opening. */
public sealed interface OpeningOutcome permits OpenedBid, Unopenable {}
