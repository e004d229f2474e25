package org.jianzheng.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jianzheng.record.Canonical;
import org.jianzheng.replay.Finding.Kind;

/**
 * What a replay found: every check by name with what it covered, and every finding with the file or record it is about.
 *
 * @param withheld records that the profile may leave out, type by index
 * @param notVerifiable what this profile cannot show
 * @param notes what a reader should know and nobody did wrong
 */
public record Report(
        About about,
        List<Checked> checks,
        List<Finding> findings,
        SortedMap<Long, String> withheld,
        List<String> notVerifiable,
        List<String> notes) {
    /**
     * Which case file, and whom the reader trusted.
     *
     * @param ownTrust false when the trust folder came out of the case file itself
     * @param fingerprints the keys of that folder, empty if it could not be read
     */
    public record About(
            String file,
            boolean sandbox,
            String origin,
            String tender,
            String profile,
            boolean ownTrust,
            String fingerprints) {
        static About unknown(String file) {
            return new About(file, false, "", "", "", false, "");
        }
    }

    /** One check, whether it found nothing wrong, and what it looked at. */
    public record Checked(String name, boolean holds, String covered) {}

    public Report {
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
        notVerifiable = List.copyOf(notVerifiable);
        notes = List.copyOf(notes);
    }

    /** 0 all holds; 1 something is false; 2 something is missing; 1 wins over 2. */
    public int exitCode() {
        if (has(Kind.FALSE)) {
            return 1;
        }
        return has(Kind.MISSING) ? 2 : 0;
    }

    private boolean has(Kind kind) {
        return findings.stream().anyMatch(finding -> finding.kind() == kind);
    }

    /** For people; ends in a newline. */
    public String text() {
        return ReportText.of(this);
    }

    /** Canonical JSON with the same content. */
    public byte[] json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("v", 1);
        json.put("exit", exitCode());
        json.put("about", about);
        json.put("checks", checks);
        json.put("findings", findings);
        json.put(
                "withheld",
                withheld.entrySet().stream()
                        .map(e -> Map.of("index", e.getKey(), "type", e.getValue()))
                        .toList());
        json.put("notVerifiable", notVerifiable);
        json.put("notes", notes);
        return Canonical.write(json);
    }
}
