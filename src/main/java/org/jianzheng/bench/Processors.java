package org.jianzheng.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Processor time of the house's processes by kind: it says where the time of a bid goes, also on a busy machine. */
final class Processors {
    private final Map<String, Duration> begun;

    private Processors(Map<String, Duration> begun) {
        this.begun = begun;
    }

    static Processors begin() {
        return new Processors(now());
    }

    /** Milliseconds of each kind for each of {@code count}, as people read it. */
    String perOne(long count) {
        var spent = now();
        return "processor time each: "
                + spent.keySet().stream()
                        .map(kind -> kind + " "
                                + millis(spent.get(kind).minus(begun.getOrDefault(kind, Duration.ZERO)), count) + " ms")
                        .collect(Collectors.joining(", "));
    }

    private static BigDecimal millis(Duration time, long count) {
        return Figures.millis(time.toNanos() / count);
    }

    private static Map<String, Duration> now() {
        var all = new LinkedHashMap<String, Duration>();
        for (var kind : new String[] {"platform", "stores", "database", "offices", "bench"}) {
            all.put(kind, Duration.ZERO);
        }
        ProcessHandle.current().descendants().forEach(process -> add(all, kind(process), process));
        add(all, "bench", ProcessHandle.current());
        return all;
    }

    private static void add(Map<String, Duration> all, String kind, ProcessHandle process) {
        all.merge(kind, process.info().totalCpuDuration().orElse(Duration.ZERO), Duration::plus);
    }

    private static String kind(ProcessHandle process) {
        var line = process.info().commandLine().orElse("");
        if (line.contains("quarkus-run.jar")) {
            return "platform";
        }
        if (line.contains("EmbeddedStores")) {
            return "stores";
        }
        return line.contains(" office run ") ? "offices" : "database";
    }
}
