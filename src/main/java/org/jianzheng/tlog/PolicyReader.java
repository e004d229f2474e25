package org.jianzheng.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jianzheng.shared.Problem;

/** Reads a policy file line by line; each name must be defined above its use and be a member of one group at most. */
final class PolicyReader {
    static final String SLUG = "tlog/policy";

    private final List<Policy.Log> logs = new ArrayList<>();
    private final List<Policy.Witness> witnesses = new ArrayList<>();
    private final List<Policy.Group> groups = new ArrayList<>();
    private final Set<String> defined = new HashSet<>();
    private final Set<String> members = new HashSet<>();
    private String quorum;
    private int number;

    Policy read(String text) {
        for (var line : text.split("\n", -1)) {
            number++;
            // Space and tab only are white space here; every other control is an error.
            if (line.chars().anyMatch(c -> c < 0x20 && c != '\t' || c == 0x7f)) {
                throw refuse("It holds a control character.");
            }
            var stripped = line.replaceAll("^[ \t]+|[ \t]+$", "");
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                readLine(List.of(stripped.split("[ \t]+")));
            }
        }
        if (quorum == null) {
            throw refuse("The quorum line is missing.");
        }
        return new Policy(logs, witnesses, groups, quorum);
    }

    private void readLine(List<String> items) {
        switch (items.get(0)) {
            case "log" -> readLog(items);
            case "witness" -> readWitness(items);
            case "group" -> readGroup(items);
            case "quorum" -> readQuorum(items);
            default -> throw refuse("%s is none of log, witness, group, quorum.", Strict.quote(items.get(0)));
        }
    }

    private void readLog(List<String> items) {
        requireCount(items, 2, 3);
        var key = key(items.get(1), Vkey.Type.ED25519, Vkey.Type.SM2);
        if (logs.stream().flatMap(log -> log.keys().stream()).anyMatch(one -> sameKey(one, key))) {
            throw refuse("This log's key is in the policy already.");
        }
        if (key.type() == Vkey.Type.SM2) {
            requireCount(items, 2, 2);
            addTo(key);
        } else {
            logs.add(new Policy.Log(key, url(items, 2)));
        }
    }

    /** An SM2 key joins the Ed25519 keys of its origin: with two of these, while one takes over, it goes with both. */
    private void addTo(Vkey key) {
        if (logs.stream().noneMatch(log -> log.key().name().equals(key.name()))) {
            throw refuse("An SM2 key stands below the Ed25519 key of its log, and goes with it.");
        }
        logs.replaceAll(log -> {
            if (!log.key().name().equals(key.name())) {
                return log;
            }
            if (log.also().isPresent()) {
                throw refuse("The log %s has an SM2 key already.", Strict.quote(key.name()));
            }
            return new Policy.Log(log.key(), log.url(), Optional.of(key));
        });
    }

    private void readWitness(List<String> items) {
        requireCount(items, 3, 4);
        var key = key(items.get(2), Vkey.Type.COSIGNATURE);
        // The name of a cosigner is not signed: under two names one key would count twice.
        if (witnesses.stream().anyMatch(witness -> sameKey(witness.key(), key))) {
            throw refuse("This witness's key is in the policy already.");
        }
        witnesses.add(new Policy.Witness(define(items.get(1)), key, url(items, 3)));
    }

    private void readGroup(List<String> items) {
        requireCount(items, 4, Integer.MAX_VALUE);
        var names = items.subList(3, items.size());
        for (var name : names) {
            if (!defined.contains(name)) {
                throw refuse("%s is not defined above.", Strict.quote(name));
            }
            if (!members.add(name)) {
                throw refuse("%s is a member of a group already.", Strict.quote(name));
            }
        }
        int needed = needed(items.get(2), names.size());
        groups.add(new Policy.Group(define(items.get(1)), needed, names));
    }

    private int needed(String word, int count) {
        if (word.equals("any") || word.equals("all")) {
            return word.equals("any") ? 1 : count;
        }
        long needed;
        try {
            needed = Strict.number(word, SLUG);
        } catch (Problem e) {
            throw refuse("%s is none of any, all, or a number.", Strict.quote(word))
                    .cause(e);
        }
        if (needed < 1 || needed > count) {
            throw refuse("%d of %d members cannot be asked for.", needed, count);
        }
        return (int) needed;
    }

    private void readQuorum(List<String> items) {
        requireCount(items, 2, 2);
        if (quorum != null) {
            throw refuse("There is a quorum line already.");
        }
        if (!items.get(1).equals(Policy.NONE) && !defined.contains(items.get(1))) {
            throw refuse("%s is not defined above.", Strict.quote(items.get(1)));
        }
        quorum = items.get(1);
    }

    private String define(String name) {
        if (name.equals(Policy.NONE) || !defined.add(name)) {
            throw refuse("The name %s is taken.", Strict.quote(name));
        }
        return name;
    }

    private Vkey key(String text, Vkey.Type... types) {
        Vkey key;
        try {
            key = Vkey.parse(text);
        } catch (Problem e) {
            throw refuse("%s", e.detail()).cause(e);
        }
        if (!List.of(types).contains(key.type())) {
            throw refuse("%s is a key of type %s where %s belongs.", text, key.type(), types[0]);
        }
        return key;
    }

    private static boolean sameKey(Vkey a, Vkey b) {
        return Arrays.equals(a.publicKey(), b.publicKey());
    }

    private static Optional<String> url(List<String> items, int at) {
        return at < items.size() ? Optional.of(items.get(at)) : Optional.empty();
    }

    private void requireCount(List<String> items, int least, int most) {
        if (items.size() < least || items.size() > most) {
            throw refuse("A %s line does not have %d items.", items.get(0), items.size());
        }
    }

    private Problem refuse(String detail, Object... arguments) {
        return Problem.of(SLUG)
                .detail("Policy line %d: %s", number, String.format(detail, arguments))
                .remedy("Correct that line of the policy file.");
    }
}
