package org.jianzheng.sealing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jianzheng.record.Act;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Chain;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.Quorum;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.WithdrawalData;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TlogProof;

/** The part of {@link ListCheck} that takes every row of {@code all} by itself, and each bidder's chain. */
final class RowCheck {
    /** Takes what does not hold. */
    interface Findings {
        void add(String where, String rule, String detail);
    }

    private final KeyStatement key;
    private final DeadlineStatement.InForce deadline;
    private final TrustFolder trust;
    private final Quorum quorum;
    private final Findings findings;
    private final Set<SignedNote> cosigned = new HashSet<>();
    private final Map<String, Chain> chains = new HashMap<>();
    private final Set<BidId> submissions = new HashSet<>();

    RowCheck(
            KeyStatement key, DeadlineStatement.InForce deadline, TrustFolder trust, Quorum quorum, Findings findings) {
        this.key = key;
        this.deadline = deadline;
        this.trust = trust;
        this.quorum = quorum;
        this.findings = findings;
    }

    /** Every row with its record, in order; gives the listed bids. */
    List<ListCheck.Listed> check(LotClosed closed, List<OfficeCall.Row> rows) {
        if (rows.size() != closed.all().size()) {
            findings.add(
                    "rows",
                    "every-row",
                    rows.size() + " records are given for " + closed.all().size() + " rows");
            return List.of();
        }
        var listed = new ArrayList<ListCheck.Listed>();
        for (int i = 0; i < rows.size(); i++) {
            var row = closed.all().get(i);
            var where = "row " + i + " (index " + row.index() + ")";
            try {
                var statement = checkRow(where, row, rows.get(i));
                if (row.state() == CloseRow.State.LISTED) {
                    listed.add(listed(where, row, statement));
                }
            } catch (Problem e) {
                findings.add(where, e.slug(), e.detail());
            }
        }
        return listed;
    }

    /** That the log holds this record under {@code entry}, at {@code index} unless that is negative. */
    void proved(String where, OfficeCall.Row row, String entry, long index) {
        var salt = HexFormat.of().parseHex(row.salt());
        var raw = Commitment.entry(salt, row.record());
        require(
                HexFormat.of().formatHex(raw).equals(entry),
                "entry",
                "record and salt do not make the entry %s",
                entry);
        var proof = TlogProof.parse(row.proof().getBytes(StandardCharsets.UTF_8));
        require(index < 0 || proof.index() == index, "index", "the proof is for index %d", proof.index());
        require(proof.leadsFrom(raw), "inclusion", "the path does not lead from the record to the head");
        // All proofs of a request go to one head: its signatures are checked once.
        if (!cosigned.contains(proof.checkpoint())) {
            var head = trust.policy().verifyLogSigned(proof.checkpoint());
            require(quorum.holds(head), "cosigned", "the head of the proof does not carry %s", quorum);
            cosigned.add(proof.checkpoint());
        }
    }

    /** The statement of a bid; null of a withdrawal. */
    private SubmissionStatement checkRow(String where, CloseRow row, OfficeCall.Row given) {
        proved(where, given, row.entry(), row.index());
        var record = WitnessRecord.read(given.record());
        boolean bid = row.kind() == CloseRow.Kind.BID;
        require(
                record.type() == (bid ? RecordType.BID_SUBMITTED : RecordType.BID_WITHDRAWN)
                        && key.lot().equals(record.lot())
                        && key.tender().equals(record.tender()),
                "record",
                "the record is %s of lot %s",
                record.type(),
                record.lot());
        require(row.bidder().equals(record.actor()), "bidder", "the record's actor is %s", record.actor());
        require(
                record.time().isBefore(deadline.notBefore()),
                "deadline",
                "it was accepted at %s, not before the deadline %s",
                record.time(),
                deadline.notBefore());
        var act = signedAct(record);
        return bid ? checkBid(row, act.content()) : checkWithdrawal(row, act.content());
    }

    private Cms.Signed signedAct(WitnessRecord record) {
        var act = record.signedAct().orElseThrow(() -> refuse("act", "the record carries no signed act"));
        require(
                Certificates.id(act.signer()).equals(record.actor()),
                "act",
                "it is signed by %s",
                Certificates.id(act.signer()));
        trust.anchors().check(act.signer(), record.time());
        return act;
    }

    private SubmissionStatement checkBid(CloseRow row, byte[] content) {
        var statement = SubmissionStatement.read(content);
        require(
                statement.tender().equals(key.tender())
                        && statement.lot().equals(key.lot())
                        && statement.suite().equals(key.suite()),
                "statement",
                "the statement is for lot %s, suite %s",
                statement.lot(),
                statement.suite());
        link(row, statement.seq(), statement.prev(), content);
        require(submissions.add(statement.id()), "statement", "the bid %s occurs twice", statement.id());
        return statement;
    }

    private SubmissionStatement checkWithdrawal(CloseRow row, byte[] content) {
        var withdrawal = Act.read(content)
                .require(Act.BID_WITHDRAW, key.tender(), key.lot())
                .data(WithdrawalData.class);
        link(row, withdrawal.seq(), withdrawal.prev(), content);
        return null;
    }

    private void link(CloseRow row, int seq, String prev, byte[] content) {
        require(seq == row.seq(), "chain", "its act says seq %d, the row %d", seq, row.seq());
        var chain = chains.getOrDefault(row.bidder(), Chain.EMPTY);
        chains.put(row.bidder(), chain.then(seq, prev, content));
    }

    private ListCheck.Listed listed(String where, CloseRow row, SubmissionStatement statement) {
        if (statement == null) {
            throw refuse("record", "a withdrawal cannot be listed: " + where);
        }
        // Of this key's stage alone: the other envelopes of a bid are the business of their own keys.
        ObjectRef header = statement
                .envelope(key.stage())
                .filter(envelope -> envelope.openingKey().equals(key.key()))
                .map(SubmissionStatement.Envelope::header)
                .orElse(null);
        return new ListCheck.Listed(statement.id(), row.index(), row.bidder(), header);
    }

    private static void require(boolean holds, String rule, String detail, Object... arguments) {
        if (!holds) {
            throw refuse(rule, detail.formatted(arguments));
        }
    }

    private static Problem refuse(String rule, String detail) {
        return Problem.of("sealing/row-" + rule).detail("%s", detail).remedy("Present the record as it is in the log.");
    }
}
