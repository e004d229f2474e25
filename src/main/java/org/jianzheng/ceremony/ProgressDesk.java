package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.LotId;

/** Tells people how far the offices are, and what is missing when they cannot go on. */
@ApplicationScoped
class ProgressDesk {
    private final Ceremony.Repository ceremonies;
    private final RoundMessage.Repository messages;
    private final LotKey.Repository keys;
    private final Trouble.Repository troubles;
    private final ReleaseBook releases;
    private final Planning planning;

    ProgressDesk(
            Ceremony.Repository ceremonies,
            RoundMessage.Repository messages,
            LotKey.Repository keys,
            Trouble.Repository troubles,
            ReleaseBook releases,
            Planning planning) {
        this.ceremonies = ceremonies;
        this.messages = messages;
        this.keys = keys;
        this.troubles = troubles;
        this.releases = releases;
        this.planning = planning;
    }

    Optional<Progress> of(LotId lot, String stage) {
        var attempts = ceremonies.attempts(lot, stage);
        return attempts.isEmpty() ? Optional.empty() : Optional.of(of(lot, stage, attempts));
    }

    private Progress of(LotId lot, String stage, List<Ceremony> attempts) {
        var present = attempts.get(attempts.size() - 1);
        var release = releases.of(lot, stage);
        var key = keys.of(lot, stage).map(LotKey::key).orElse(null);
        var trouble = new HashMap<>(troubles.of(present.id()));
        if (key != null) {
            trouble.putAll(troubles.of(key));
        }
        var step = release.map(open -> "release/" + open.state())
                .orElse("ceremony/" + present.state())
                .toLowerCase(Locale.ROOT);
        return new Progress(
                key,
                step,
                present.plan().t(),
                present.attempt(),
                missing(present, trouble),
                attempts.stream()
                        .filter(attempt -> attempt.fault().isPresent())
                        .map(ProgressDesk::abandoned)
                        .toList(),
                offices(present, release, trouble));
    }

    private List<Progress.OfficeProgress> offices(
            Ceremony ceremony, Optional<ReleaseBook.Open> release, Map<Integer, String> trouble) {
        var all = new ArrayList<Progress.OfficeProgress>();
        for (var custodian : ceremony.plan().custodians()) {
            var done = new ArrayList<String>();
            for (var round : Round.values()) {
                if (messages.findById(new RoundMessage.Key(ceremony.id(), round, custodian.index())) != null) {
                    done.add(round.record().wire());
                }
            }
            release.ifPresent(open -> open.answers().stream()
                    .filter(answer -> answer.office() == custodian.index())
                    .forEach(answer -> done.add(answer.kind().name().toLowerCase(Locale.ROOT))));
            // What it says now comes before what it once signed: a refusal is followed by its share's destruction.
            var said = Optional.ofNullable(trouble.get(custodian.index()))
                    .or(() -> release.flatMap(open -> refusal(open, custodian.index())))
                    .orElse(null);
            all.add(new Progress.OfficeProgress(custodian.name(), done, said));
        }
        return all;
    }

    /** Why an office has signed that it does not release. */
    private static Optional<String> refusal(ReleaseBook.Open open, int office) {
        return open.of(ReleaseAnswer.Kind.REFUSED).stream()
                .filter(answer -> answer.office() == office)
                .map(answer -> SignedForm.read(answer.answer(), OfficeAnswer.Refusal.class)
                        .form()
                        .reason())
                .findFirst();
    }

    private static Progress.Abandoned abandoned(Ceremony attempt) {
        return new Progress.Abandoned(
                attempt.id(), attempt.attempt(), attempt.fault().orElseThrow().word(), attempt.blamed());
    }

    private String missing(Ceremony present, Map<Integer, String> trouble) {
        if (present.awaits()) {
            var plan = present.plan();
            var left = planning.candidates(plan, false).stream()
                    .map(TrustedOffice::name)
                    .toList();
            return ("机构不足：需 %1$d 家，可用 %2$d 家 %3$s · %1$d offices are needed, %2$d may take part %3$s. Let another office join"
                            + " the trust folder and start the platform with it, or draft anew if the deadline has passed.")
                    .formatted(plan.n(), left.size(), left);
        }
        if (present.state() == Ceremony.State.RUNNING && !trouble.isEmpty()) {
            var waiting = present.plan().custodians().stream()
                    .filter(custodian -> trouble.containsKey(custodian.index()))
                    .map(custodian -> custodian.name())
                    .collect(Collectors.joining(", "));
            return "等待机构 · waiting for the offices " + waiting;
        }
        return null;
    }
}
