package org.jianzheng.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Token buckets, one for each key: {@code burst} requests at once, then {@code perSecond}. In memory and for this instance
 * only: it protects the instance and decides nothing. Of very many keys the longest unused are forgotten.
 */
final class Buckets {
    private static final int MOST_KEYS = 20_000;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long perSecond;
    private final long burst;
    private final LongSupplier nanos;
    private final Map<Object, Bucket> buckets = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /** Nanoseconds of credit: a request costs {@code SECOND / perSecond} of them, so no fractions are needed. */
    private static final class Bucket {
        private long credit;
        private long at;

        Bucket(long credit, long at) {
            this.credit = credit;
            this.at = at;
        }
    }

    /** @param perSecond 0 for no limit */
    Buckets(long perSecond, long burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = Math.max(1, burst);
        this.nanos = nanos;
    }

    /** Takes one request from the key's bucket; else the whole seconds until there will be one. */
    synchronized OptionalLong take(Object key) {
        if (perSecond <= 0) {
            return OptionalLong.empty();
        }
        long now = nanos.getAsLong();
        long cost = SECOND / perSecond;
        long full = cost * burst;
        var bucket = buckets.computeIfAbsent(key, fresh -> new Bucket(full, now));
        bucket.credit = Math.min(full, bucket.credit + Math.max(0, now - bucket.at));
        bucket.at = now;
        if (bucket.credit >= cost) {
            bucket.credit -= cost;
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(1, (cost - bucket.credit + SECOND - 1) / SECOND));
    }

    synchronized int keys() {
        return buckets.size();
    }
}
