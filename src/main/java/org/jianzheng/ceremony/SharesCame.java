package org.jianzheng.ceremony;

import org.jianzheng.shared.LotId;

/** An office released its shares to this instance: an event for whoever waits for them, and only a hint. */
public record SharesCame(LotId lot) {}
