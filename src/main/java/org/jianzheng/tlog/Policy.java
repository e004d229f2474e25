package org.jianzheng.tlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jianzheng.shared.Problem;

/**
 * Which logs and which cosigners one trusts, and how many of these must agree (C2SP tlog-policy).
 *
 * <p>A head is valid if one of the logs signed it and the quorum cosigned it. A policy without logs leaves the log's
 * signature to be judged by other means.
 */
public final class Policy {
    /** The quorum that is always satisfied. */
    public static final String NONE = "none";

    /**
     * A trusted log; the key's name is the log's origin.
     *
     * @param also an SM2 key of the same origin: then a head must carry the lines of both
     */
    public record Log(Vkey key, Optional<String> url, Optional<Vkey> also) {
        public Log(Vkey key, Optional<String> url) {
            this(key, url, Optional.empty());
        }

        /** Every key that must sign. */
        public List<Vkey> keys() {
            return Stream.concat(Stream.of(key), also.stream()).toList();
        }

        /**
         * The lines of all its keys, each once.
         *
         * @throws org.jianzheng.shared.Problem {@code tlog/signature} or {@code tlog/no-known-signature}
         */
        public List<SignedNote.Signature> lines(SignedNote note) {
            var signed = note.verify(keys());
            for (var one : keys()) {
                if (!signed.contains(one)) {
                    throw unsigned(one);
                }
            }
            return keys().stream()
                    .map(one -> note.signatures().stream()
                            .filter(one::isNamedBy)
                            .findFirst()
                            .orElseThrow())
                    .toList();
        }

        private static Problem unsigned(Vkey key) {
            return Strict.refuse(
                            "tlog/no-known-signature",
                            "The head of %s is not signed by the log's %s key, which the policy names.",
                            Strict.quote(key.name()),
                            key.type())
                    .remedy("Ask the log for heads with all its signature lines, or correct your policy.");
        }
    }

    /** A cosigner under the name that this policy gives it. */
    public record Witness(String name, Vkey key, Optional<String> url) {}

    /** Witnesses or groups of which {@code needed} must agree. */
    public record Group(String name, int needed, List<String> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    private final List<Log> logs;
    private final List<Witness> witnesses;
    private final List<Group> groups;
    private final String quorum;

    Policy(List<Log> logs, List<Witness> witnesses, List<Group> groups, String quorum) {
        this.logs = List.copyOf(logs);
        this.witnesses = List.copyOf(witnesses);
        this.groups = List.copyOf(groups);
        this.quorum = quorum;
    }

    public static Policy parse(String text) {
        return new PolicyReader().read(text);
    }

    public static Policy parse(byte[] bytes) {
        return parse(Strict.utf8(bytes, PolicyReader.SLUG));
    }

    /** The policy "any of these logs, and {@code needed} of these witnesses"; held to the rules of the file. */
    public static Policy of(List<Log> logs, List<Witness> witnesses, int needed) {
        var members = witnesses.stream().map(Witness::name).toList();
        var groups = needed == 0 ? List.<Group>of() : List.of(new Group("quorum-of-offices", needed, members));
        return parse(new Policy(logs, witnesses, groups, needed == 0 ? NONE : "quorum-of-offices").text());
    }

    public List<Log> logs() {
        return logs;
    }

    public List<Witness> witnesses() {
        return witnesses;
    }

    public List<Group> groups() {
        return groups;
    }

    /** The name of the witness or group that must agree, or {@link #NONE}. */
    public String quorum() {
        return quorum;
    }

    public Optional<Witness> witness(String name) {
        return witnesses.stream().filter(w -> w.name().equals(name)).findFirst();
    }

    /** Every log's keys, SM2 ones too. */
    public List<Vkey> logKeys() {
        return logs.stream().flatMap(log -> log.keys().stream()).toList();
    }

    public List<Vkey> witnessKeys() {
        return witnesses.stream().map(Witness::key).toList();
    }

    /** Whether these witnesses, by their names here, make the quorum. */
    public boolean isSatisfiedBy(Set<String> names) {
        return quorum.equals(NONE) || agrees(quorum, names);
    }

    private boolean agrees(String name, Set<String> names) {
        var group = groups.stream().filter(g -> g.name().equals(name)).findFirst();
        return group.map(g -> g.members().stream().filter(m -> agrees(m, names)).count() >= g.needed())
                .orElseGet(() -> names.contains(name));
    }

    /**
     * Checks that a log of this policy signed the head, under its own origin, and collects the cosignatures.
     *
     * @throws org.jianzheng.shared.Problem {@code tlog/signature}, {@code tlog/no-known-signature} or
     *     {@code tlog/checkpoint}
     */
    public VerifiedHead verifyLogSigned(SignedNote note) {
        var known = Stream.concat(logKeys().stream(), witnessKeys().stream()).toList();
        var signed = note.verify(known);
        var checkpoint = Checkpoint.parse(note.text());
        var own = logs.stream()
                .filter(log -> signed.contains(log.key()) && log.key().name().equals(checkpoint.origin()))
                .toList();
        if (!own.isEmpty() && own.stream().noneMatch(log -> signed.containsAll(log.keys()))) {
            throw Log.unsigned(own.get(0).also().orElseThrow());
        }
        if (own.isEmpty() && !logs.isEmpty()) {
            throw Strict.refuse(
                            "tlog/no-known-signature",
                            "No log of the policy signed this head of %s.",
                            Strict.quote(checkpoint.origin()))
                    .remedy("Compare the origin with the log lines of your policy.");
        }
        var times = times(note);
        return new VerifiedHead(checkpoint, note, times, isSatisfiedBy(times.keySet()));
    }

    /** As {@link #verifyLogSigned}, and refuses ({@code tlog/quorum}) a head that the quorum did not cosign. */
    public VerifiedHead verify(SignedNote note) {
        var head = verifyLogSigned(note);
        if (!head.quorum()) {
            throw Strict.refuse(
                            "tlog/quorum",
                            "Only %s cosigned the head of size %d; the policy asks for %s.",
                            head.cosigners().stream().sorted().toList(),
                            head.checkpoint().size(),
                            quorum)
                    .remedy("Wait until more offices have cosigned, and fetch it again.");
        }
        return head;
    }

    private Map<String, Instant> times(SignedNote note) {
        var times = new HashMap<String, Instant>();
        for (var witness : witnesses) {
            for (var cosignature : Cosignature.of(note, List.of(witness.key()))) {
                times.merge(witness.name(), cosignature.time(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return times;
    }

    /** The policy file, one spelling. */
    public String text() {
        var lines = new ArrayList<String>();
        logs.forEach(log -> lines.add("log " + log.key().format() + url(log.url())));
        logs.stream().flatMap(log -> log.also().stream()).distinct().forEach(key -> lines.add("log " + key.format()));
        witnesses.forEach(w -> lines.add("witness " + w.name() + " " + w.key().format() + url(w.url())));
        groups.forEach(g -> lines.add("group " + g.name() + " " + g.needed() + " " + String.join(" ", g.members())));
        lines.add("quorum " + quorum);
        return String.join("\n", lines) + "\n";
    }

    private static String url(Optional<String> url) {
        return url.map(u -> " " + u).orElse("");
    }

    public byte[] bytes() {
        return Strict.utf8(text(), PolicyReader.SLUG);
    }

    @Override
    public String toString() {
        return text();
    }
}
