package org.jianzheng.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.office.SimulatedOffice;
import org.jianzheng.office.SimulatedOffice.Answer;

/** The lines to the offices: a question or its answer is lost, comes twice, or comes after others that left later. */
final class Network {
    private record Letter(String office, String path, byte[] body) {}

    private final Faults faults;
    private final Map<String, SimulatedOffice> offices = new LinkedHashMap<>();
    private final List<Letter> late = new ArrayList<>();
    private Watch watch = (office, path, answer) -> {};

    Network(Faults faults) {
        this.faults = faults;
    }

    /** Sees every answer that an office gives, delivered or not. */
    interface Watch {
        void answered(String office, String path, Answer answer);
    }

    void watch(Watch watcher) {
        watch = watcher;
    }

    void connect(String name, SimulatedOffice office) {
        offices.put(name, office);
    }

    SimulatedOffice office(String name) {
        return offices.get(name);
    }

    /** The answer to a POST, empty when none came; whether the office got it nobody can tell then. */
    Optional<Answer> post(String name, String path, byte[] body) {
        deliverLate();
        if (faults.chance(60)) {
            return Optional.empty();
        }
        if (faults.chance(40)) {
            late.add(new Letter(name, path, body));
            return Optional.empty();
        }
        var answer = deliver(name, path, body);
        if (faults.chance(30)) {
            deliver(name, path, body);
        }
        return faults.chance(60) ? Optional.empty() : answer;
    }

    Optional<Answer> get(String name, String path) {
        var office = offices.get(name);
        return !office.isUp() || faults.chance(60)
                ? Optional.empty()
                : Optional.of(office.ask("GET", path, new byte[0]));
    }

    /** What one office hears from another's url. */
    Optional<byte[]> neighbour(String url) {
        var host = url.substring("http://".length(), url.indexOf(".simulation"));
        var path = url.substring(url.indexOf(".simulation") + ".simulation".length());
        return get(host, path).filter(answer -> answer.status() == 200).map(Answer::body);
    }

    private void deliverLate() {
        while (!late.isEmpty() && (faults.isCalm() || faults.chance(300))) {
            var letter = late.remove(faults.pick(late.size()));
            deliver(letter.office(), letter.path(), letter.body());
        }
    }

    private Optional<Answer> deliver(String name, String path, byte[] body) {
        var office = offices.get(name);
        if (!office.isUp()) {
            return Optional.empty();
        }
        var answer = office.ask("POST", path, body);
        watch.answered(name, path, answer);
        return Optional.of(answer);
    }
}
