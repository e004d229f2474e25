package org.jianzheng.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.SignedForm;

/**
 * The offices released for one list only, after its time, and t of them were bound to it before the first released; their
 * journals say the same.
 */
final class BindingCheck implements Check {
    private Evidence evidence;
    private Findings findings;
    private LotEvidence lot;
    private KeyStatement key;
    private String list;

    @Override
    public String name() {
        return "binds and releases";
    }

    @Override
    public void run(Evidence given, Findings into) {
        evidence = given;
        findings = into;
        for (var each : evidence.lots()) {
            lot = each;
            if (lot.closed().isPresent()) {
                key = lot.key().orElseThrow();
                list = lot.of(RecordType.LOT_CLOSED).get(0).entry();
                findings.run(lot.name(), "release", this::check);
            }
        }
    }

    private void check() {
        answers(RecordType.OFFICE_READY, OfficeAnswer.Ready.class)
                .forEach((record, ready) -> answered(record, ready, ready.key(), ready.version(), ready.list()));
        answers(RecordType.OFFICE_REFUSED, OfficeAnswer.Refusal.class)
                .forEach((record, refusal) ->
                        answered(record, refusal, refusal.key(), refusal.version(), refusal.list()));
        var binds = answers(RecordType.OFFICE_BOUND, OfficeAnswer.Bind.class);
        binds.forEach(this::bound);
        var releases = answers(RecordType.OFFICE_RELEASED, OfficeAnswer.Release.class);
        var before = releases.keySet().stream().mapToLong(Logged::index).min().orElse(Long.MAX_VALUE);
        long bound = binds.keySet().stream()
                .filter(record -> record.index() < before)
                .map(record -> record.form().actor())
                .distinct()
                .count();
        findings.require(
                releases.isEmpty() || bound >= key.t(),
                lot.name(),
                "bound-before-release",
                "%d offices were bound before the first release at %d; %d must be.",
                bound,
                before,
                key.t());
        releases.forEach(this::released);
        if (!lot.bySubmission(RecordType.BID_OPENED).isEmpty() && releases.size() < key.t()) {
            findings.missing(lot.name(), "release", "%d releases are here, %d offices open.", releases.size(), key.t());
        }
        journals(binds.keySet());
        findings.covered("%s: %d binds, %d releases", lot.name(), binds.size(), releases.size());
    }

    private <T extends OfficeAnswer> Map<Logged, T> answers(RecordType type, Class<T> form) {
        var all = new java.util.LinkedHashMap<Logged, T>();
        Set<String> actors = new HashSet<>();
        for (var record : lot.of(type)) {
            var answer = findings.attempt(record.where(), "form", () -> Canonical.read(record.content(), form));
            if (answer != null && isOfKey(record, answer)) {
                findings.require(
                        actors.add(record.form().actor()), record.where(), "once", "Its office answered this twice.");
                all.put(record, answer);
            }
        }
        return all;
    }

    private boolean isOfKey(Logged record, OfficeAnswer answer) {
        CeremonyPlan.Custodian custodian = key.signedBy(record.form().actor());
        return findings.require(
                custodian != null && custodian.name().equals(answer.office()),
                record.where(),
                "custodian",
                "It is not the answer of an office of this key.");
    }

    /** Every answer is about this list and the deadline in force, and none came before its time by the office's clock. */
    private void answered(Logged record, OfficeAnswer answer, String ofKey, int version, String ofList) {
        findings.require(
                ofKey.equals(key.key())
                        && ofList.equals(list)
                        && version == lot.deadline().orElseThrow().version(),
                record.where(),
                "one-list",
                "It is about another key, version or list than lot.closed at %d.",
                lot.of(RecordType.LOT_CLOSED).get(0).index());
        Instant from = lot.graceEnd().plusSeconds(key.settleSeconds());
        findings.require(
                !Instants.parse(answer.time()).isBefore(from),
                record.where(),
                "not-before",
                "The office answered at %s, before %s.",
                answer.time(),
                Instants.format(from));
    }

    private void bound(Logged record, OfficeAnswer.Bind bind) {
        answered(record, bind, bind.key(), bind.version(), bind.list());
        findings.run(record.where(), "bind-request", () -> {
            var request = SignedForm.read(bind.request(), OfficeRequest.Bind.class);
            evidence.trust.checkSeal(request.signer());
            var asked = request.form();
            findings.require(
                    asked.key().equals(bind.key())
                            && asked.list().equals(bind.list())
                            && asked.version() == bind.version()
                            && asked.listed()
                                    == lot.closed().orElseThrow().listed().size(),
                    record.where(),
                    "bind-request",
                    "The platform's request inside is for another list.");
        });
    }

    private void released(Logged record, OfficeAnswer.Release release) {
        answered(record, release, release.key(), release.version(), release.list());
        Map<String, String> answers = new HashMap<>();
        release.answers().forEach(a -> answers.put(a.submission(), a.header()));
        Map<String, String> expected = new HashMap<>();
        for (var bid : lot.listed()) {
            expected.put(
                    bid.bid().toString(), lot.envelope(bid.statement()).header().hash());
        }
        findings.require(
                answers.equals(expected) && release.answers().size() == expected.size(),
                record.where(),
                "listed-only",
                "It does not answer for exactly the listed bids and their headers.");
        for (var journal : release.journals()) {
            if (!journal.state().equals(OfficeAnswer.JournalState.SAME)) {
                findings.note(
                        "office %s found the journal of %s '%s' before it released (%s)",
                        release.office(), journal.office(), journal.state(), lot.name());
            }
        }
    }

    private void journals(Set<Logged> binds) {
        for (var custodian : key.custodians()) {
            var name = CaseNames.journal(lot.id(), custodian.name());
            if (!evidence.file.has(name)) {
                findings.note("the journal of office %s (%s) was not at hand", custodian.name(), lot.name());
                continue;
            }
            findings.run(name, "journal", () -> {
                var journal = Canonical.read(evidence.file.bytes(name), OfficeCall.Journal.class);
                findings.require(
                        journal.office().equals(custodian.name()), name, "journal", "It is of another office.");
                journal.lines().forEach(line -> line(name, custodian, line, binds));
                findings.vouch(name);
            });
        }
    }

    /** A line is the office's signed answer; a bind in it must be the recorded one, byte for byte. */
    private void line(String name, CeremonyPlan.Custodian custodian, byte[] line, Set<Logged> binds) {
        var answer = SignedForm.read(line, com.fasterxml.jackson.databind.JsonNode.class);
        findings.require(
                answer.signerId().equals(custodian.signing()), name, "journal", "A line is not signed by its office.");
        if (!answer.form().path("kind").asText().equals("bind")) {
            return;
        }
        List<byte[]> own = binds.stream()
                .filter(record -> record.form().actor().equals(custodian.signing()))
                .map(record -> record.form().act())
                .toList();
        boolean recorded = own.stream().anyMatch(act -> java.util.Arrays.equals(act, line));
        var other = answer.form().path("list").asText();
        findings.require(
                recorded || own.isEmpty() && other.equals(list),
                name,
                "journal",
                "The office is bound to a list by an answer that is not recorded: %s.",
                other);
    }
}
