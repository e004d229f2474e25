package org.jianzheng.office;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Canonical;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeAnswer.JournalState;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;

/** Serves this office's journal and reads the others', directly, without the platform in between. */
final class Journals {
    /** What the others' journals say; {@code binds} are those over the same list. */
    record Read(List<JournalState> states, List<OfficeAnswer.Bind> binds) {
        Optional<String> differing() {
            return states.stream()
                    .filter(state -> state.state().equals(JournalState.DIFFERS))
                    .map(JournalState::office)
                    .findFirst();
        }
    }

    private final Trustee trustee;
    private final Keys keys;
    private final Neighbours neighbours;

    Journals(Trustee trustee, Keys keys, Neighbours neighbours) {
        this.trustee = trustee;
        this.keys = keys;
        this.neighbours = neighbours;
    }

    /** Signed binds and refusals of one key; no lines for a key this office knows nothing of. */
    Reply serve(String name) {
        var lines = new ArrayList<byte[]>();
        keys.find(name).ifPresent(key -> {
            StoredAnswer.read(key.file(Readiness.FILE))
                    .map(StoredAnswer::reply)
                    .filter(cms -> Readiness.kind(cms).equals("refusal"))
                    .ifPresent(lines::add);
            Bound.read(key.file(Bound.FILE)).map(Bound::bind).ifPresent(lines::add);
            StoredAnswer.read(key.file(Releasing.REFUSED))
                    .map(answer -> Canonical.read(answer.reply(), OfficeCall.Released.class))
                    .map(OfficeCall.Released::answer)
                    .ifPresent(lines::add);
        });
        return Reply.json(new OfficeCall.Journal(trustee.identity().name(), lines));
    }

    Read read(KeyStatement key, String list) {
        var states = new ArrayList<JournalState>();
        var binds = new ArrayList<OfficeAnswer.Bind>();
        for (var custodian : key.custodians()) {
            if (!custodian.name().equals(trustee.identity().name())) {
                states.add(new JournalState(custodian.name(), read(key, list, custodian, binds)));
            }
        }
        trustee.notebook().note("journals", java.util.Map.of("key", key.key(), "states", states));
        return new Read(states, binds);
    }

    private String read(
            KeyStatement key, String list, CeremonyPlan.Custodian custodian, List<OfficeAnswer.Bind> binds) {
        var url = trustee.trust().office(custodian.name()).url();
        var body = url == null ? Optional.<byte[]>empty() : neighbours.get(url + "/journal/" + key.key());
        if (body.isEmpty()) {
            return JournalState.UNREACHABLE;
        }
        var state = JournalState.NONE;
        try {
            for (var line : Canonical.read(body.get(), OfficeCall.Journal.class).lines()) {
                if (Readiness.kind(line).equals("bind")) {
                    var bind = bind(key, custodian, line);
                    binds.add(bind);
                    if (!bind.list().equals(list)) {
                        return JournalState.DIFFERS;
                    }
                    state = JournalState.SAME;
                }
            }
            return state;
        } catch (Problem e) {
            // It counts only with the office's signature and a request of the platform inside; otherwise one bad
            // office could stop every opening by its word alone.
            trustee.notebook().note("invalid journal", custodian.name() + ": " + e.getMessage());
            return JournalState.INVALID;
        }
    }

    /** A bind that this custodian signed, over a request that the platform signed. */
    OfficeAnswer.Bind bind(KeyStatement key, CeremonyPlan.Custodian custodian, byte[] cms) {
        var signed = SignedForm.read(cms, OfficeAnswer.Bind.class);
        var bind = signed.form();
        var request = SignedForm.read(bind.request(), OfficeRequest.Bind.class);
        trustee.trust().checkSeal(request.signer());
        boolean holds = signed.signerId().equals(custodian.signing())
                && bind.office().equals(custodian.name())
                && bind.key().equals(key.key())
                && request.form().key().equals(bind.key())
                && request.form().list().equals(bind.list())
                && request.form().version() == bind.version();
        if (!holds) {
            throw Problem.of("office/bind")
                    .detail("A bind is not that of office %s over the platform's request.", custodian.name())
                    .remedy("Present the bind answers as the offices gave them.");
        }
        return bind;
    }
}
