package org.jianzheng.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.Manifest;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;

/** What a receipt folder proves, with nothing but the reader's trust folder. */
final class ReceiptCheck {
    /** Beside the receipt: the key as its offices stated it, so that the quorum is that of the lot. */
    static final String KEY_FILE = "opening-key.json";

    private final TrustFolder trust;

    ReceiptCheck(TrustFolder trust) {
        this.trust = trust;
    }

    /** Signature, log, cosignatures: of the lot's own offices and in time when its key is known, else of the policy. */
    Receipt.Verified verify(Receipt receipt, Optional<LotKey> key) {
        return key.isPresent() ? receipt.verify(trust, key.get().quorum()) : receipt.verify(trust);
    }

    /** The key that lies beside a receipt of its lot. */
    Optional<LotKey> key(Path directory, Receipt receipt) {
        var file = directory.resolve(KEY_FILE);
        var record = WitnessRecord.read(receipt.record());
        if (!Files.exists(file) || record.lot() == null) {
            return Optional.empty();
        }
        var answer = new PlatformAnswer(200, ToolCommand.read(file)).as(LotAnswers.Key.class);
        // The offices' certificates must have been good when the bid was made, not years later.
        Instant at = record.time();
        return Optional.of(LotKey.stated(answer, trust, record.lot(), at));
    }

    /** Whose act it is, checked against the record's actor; empty when the record carries none. */
    Optional<Cms.Signed> act(WitnessRecord record) {
        if (record.act() == null) {
            return Optional.empty();
        }
        var signed = Cms.verify(record.act());
        if (!Certificates.id(signed.signer()).equals(record.actor())) {
            throw refuse("Its act is signed by another than its actor.");
        }
        return Optional.of(signed);
    }

    /**
     * The form that was submitted: the slip is the manifest that the statement names, and the form the one it names.
     *
     * @throws Problem when they do not belong together
     */
    BidForm form(WitnessRecord record, byte[] slip, byte[] form) {
        var act = act(record).orElseThrow(() -> refuse("It carries no submission."));
        var statement = SubmissionStatement.read(act.content());
        var signed = Cms.verify(slip);
        var manifest = Manifest.read(signed.content());
        // In a bid of several envelopes each slip says which of them it is of.
        boolean named = statement.envelope(manifest.envelope()).isPresent()
                && Suite.of(statement.suite()).hex(slip).equals(statement.manifest(manifest.envelope()));
        if (!named) {
            throw refuse("This slip is of another bid than the receipt's.");
        }
        if (!Certificates.id(signed.signer()).equals(record.actor())) {
            throw refuse("The slip is signed by another than the bidder.");
        }
        manifest.checkForm(form);
        return BidForm.read(form);
    }

    private static Problem refuse(String detail) {
        return Problem.of("record/receipt").detail("%s", detail).remedy("Compare it with what was sealed and sent.");
    }
}
