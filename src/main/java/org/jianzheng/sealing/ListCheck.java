package org.jianzheng.sealing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.Quorum;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.Checkpoint;

/**
 * Whether a closing list is the true one, as an office asks before it binds itself and replay asks again afterwards.
 *
 * <p>Guarantee: without a finding, every row of the list is a record that a quorum of the key's offices saw in the log
 * below the closing checkpoint; each bidder's acts form one chain without a gap, signed by him; the listed bids are each
 * bidder's last word; and the deadline is the one in force. A row that the platform left out cannot be seen here: its
 * receipt proves it (docs/protocols/records.md §5).
 */
public final class ListCheck {
    /** What does not hold: of which row or record, by which rule, and how. */
    public record Finding(String where, String rule, String detail) {
        @Override
        public String toString() {
            return where + ": " + detail + " [" + rule + "]";
        }
    }

    /**
     * What is asked.
     *
     * @param key the key statement that the asker itself holds true
     * @param version of the deadline, as the platform says
     * @param list hex entry of {@code lot.closed}
     * @param listed how many bids the platform says are listed
     * @param attachment its headers may be empty where they may not be shown (a public case file)
     */
    public record Question(
            KeyStatement key,
            int version,
            String list,
            int listed,
            TrustFolder trust,
            OfficeCall.Attachment attachment) {}

    /** A bid to open; {@code header} is null when its statement seals nothing to this key at this stage. */
    public record Listed(BidId submission, long index, String bidder, ObjectRef header) {}

    /**
     * The answer; all but the findings is meaningful only if there are none.
     *
     * @param closing the closing checkpoint
     */
    public record Result(
            List<Finding> findings,
            LotClosed closed,
            Checkpoint closing,
            DeadlineStatement.InForce deadline,
            List<Listed> listed) {
        public boolean holds() {
            return findings.isEmpty();
        }
    }

    private final Question question;
    private final KeyStatement key;
    private final Set<String> offices;
    private final List<Finding> findings = new ArrayList<>();

    private ListCheck(Question question) {
        this.question = question;
        this.key = question.key();
        this.offices =
                key.custodians().stream().map(CeremonyPlan.Custodian::name).collect(Collectors.toUnmodifiableSet());
    }

    public static Result check(Question question) {
        return new ListCheck(question).check();
    }

    private Result check() {
        checkOffices();
        checkStatements();
        var deadline = attempt(
                "deadlines",
                "deadline-in-force",
                () -> DeadlineStatement.inForce(key, question.attachment().deadlines()));
        if (deadline == null) {
            return new Result(findings, null, null, null, List.of());
        }
        require(
                deadline.version() == question.version(),
                "deadlines",
                "deadline-in-force",
                "version %d is in force, the request says %d",
                deadline.version(),
                question.version());
        var rows = new RowCheck(key, deadline, question.trust(), new Quorum(offices, key.t(), null), this::find);
        var closed = closed(rows);
        if (closed == null) {
            return new Result(findings, null, null, deadline, List.of());
        }
        var closing = checkClosed(closed, deadline);
        var listed = rows.check(closed, question.attachment().rows());
        checkHeaders(listed);
        return new Result(List.copyOf(findings), closed, closing, deadline, listed);
    }

    /** The custodians must be offices of the asker's own trust folder, with the very certificates. */
    private void checkOffices() {
        require(
                question.trust().origin().equals(key.origin()),
                "key",
                "same-log",
                "it is for the log %s, the trust folder for %s",
                key.origin(),
                question.trust().origin());
        for (var custodian : key.custodians()) {
            attempt("office " + custodian.name(), "trusted-office", () -> {
                var office = question.trust().office(custodian.name());
                require(
                        Certificates.id(office.signing()).equals(custodian.signing()),
                        "office " + custodian.name(),
                        "trusted-office",
                        "the trust folder holds another signing certificate");
                return office;
            });
        }
    }

    private void checkStatements() {
        var signed = new HashSet<String>();
        for (var cms : question.attachment().statements()) {
            var statement = attempt("key statement", "key-statement", () -> SignedForm.read(cms, KeyStatement.class));
            if (statement != null) {
                require(
                        statement.form().equals(key),
                        "key statement by " + statement.signerId(),
                        "key-statement",
                        "it says something else");
                signed.add(statement.signerId());
            }
        }
        for (var custodian : key.custodians()) {
            require(
                    signed.contains(custodian.signing()),
                    "key statement",
                    "key-statement",
                    "office %s has not signed it",
                    custodian.name());
        }
    }

    private LotClosed closed(RowCheck rows) {
        return attempt("lot.closed", "closing-list", () -> {
            var row = question.attachment().closed();
            rows.proved("lot.closed", row, question.list(), -1);
            var record = WitnessRecord.read(row.record());
            require(
                    record.type() == RecordType.LOT_CLOSED
                            && key.lot().equals(record.lot())
                            && key.tender().equals(record.tender())
                            // By hand it carries the signed act of whoever closed it (records.md §4).
                            && WitnessRecord.PLATFORM.equals(record.actor()) == (record.act() == null),
                    "lot.closed",
                    "closing-list",
                    "the record is %s of lot %s by %s",
                    record.type(),
                    record.lot(),
                    record.actor());
            return record.data(LotClosed.class);
        });
    }

    private Checkpoint checkClosed(LotClosed closed, DeadlineStatement.InForce deadline) {
        require(
                closed.lot().equals(key.lot()) && closed.tender().equals(key.tender()),
                "lot.closed",
                "closing-list",
                "the list is of lot %s",
                closed.lot());
        require(
                closed.deadline().equals(deadline.notBefore()),
                "lot.closed",
                "deadline-in-force",
                "its deadline is %s, in force is %s",
                closed.deadline(),
                deadline.notBefore());
        require(
                closed.listed().size() == question.listed(),
                "lot.closed",
                "closing-list",
                "%d bids are listed, the request says %d",
                closed.listed().size(),
                question.listed());
        require(
                closed.listed().size() >= key.minBids(),
                "lot.closed",
                "enough-bids",
                "%d bids are listed, the key opens for %d or more",
                closed.listed().size(),
                key.minBids());
        attempt("lot.closed", "closing-list", () -> {
            closed.checkStates();
            return closed;
        });
        var inTime = new Quorum(offices, key.t(), deadline.notBefore().plusSeconds(key.graceSeconds()));
        return attempt(
                "closing checkpoint", "closing-checkpoint", () -> closed.verifyCheckpoint(question.trust(), inTime));
    }

    /** A header that is there must be the statement's; one that is missing makes its bid unopenable, not the list. */
    private void checkHeaders(List<Listed> listed) {
        Map<String, Listed> bySubmission = new HashMap<>();
        listed.forEach(bid -> bySubmission.put(bid.submission().toString(), bid));
        var suite = Suite.of(key.suite());
        for (var header : question.attachment().headers()) {
            var bid = bySubmission.remove(header.submission());
            boolean fits = bid != null
                    && bid.header() != null
                    && header.header().length == bid.header().size()
                    && suite.hex(header.header()).equals(bid.header().hash());
            require(
                    fits,
                    "header of bid " + header.submission(),
                    "header-of-statement",
                    bid == null
                            ? "no listed bid, or given twice"
                            : "its bytes are not those that the bidder's statement names");
        }
    }

    private void find(String where, String rule, String detail) {
        findings.add(new Finding(where, rule, detail));
    }

    private void require(boolean holds, String where, String rule, String detail, Object... arguments) {
        if (!holds) {
            find(where, rule, detail.formatted(arguments));
        }
    }

    /** The value, or null after a finding. */
    private <T> T attempt(String where, String rule, Supplier<T> step) {
        try {
            return step.get();
        } catch (Problem e) {
            find(where, rule, e.detail() == null ? e.slug() : e.detail());
            return null;
        }
    }
}
