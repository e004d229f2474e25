package org.jianzheng.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeAnswer;

/**
 * An office that destroyed its share did so upon a record that allows it: the signed opening record; {@code
 * lot.not-opened} and thirty days; or the tendering office's act upon that.
 */
final class DestructionCheck implements Check {
    /** Between two offices' clocks; more stops an office (office.md). */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private static final Duration RETENTION = Duration.ofDays(30);

    private Findings findings;
    private LotEvidence lot;
    private KeyStatement key;

    @Override
    public String name() {
        return "destruction of shares";
    }

    @Override
    public void run(Evidence evidence, Findings into) {
        findings = into;
        int destroyed = 0;
        for (var each : evidence.lots()) {
            lot = each;
            var records = lot.of(RecordType.OFFICE_DESTROYED);
            destroyed += records.size();
            orders();
            if (lot.key().isPresent()) {
                key = lot.key().get();
                var offices = new HashSet<String>();
                records.forEach(record -> findings.run(record.where(), "destroyed", () -> check(record, offices)));
            }
        }
        findings.covered("%d statements", destroyed);
    }

    /** The act is for a lot that is not opened, and comes after the record of that. */
    private void orders() {
        for (var order : lot.of(RecordType.SHARE_DESTROY_ORDERED)) {
            findings.require(
                    lot.of(RecordType.LOT_NOT_OPENED).stream().anyMatch(r -> r.index() < order.index()),
                    order.where(),
                    "destroy-order",
                    "The destruction of shares was ordered for a lot of which no record says that it is not opened.");
        }
    }

    private void check(Logged record, HashSet<String> offices) {
        var stated = Canonical.read(record.content(), OfficeAnswer.Destroyed.class);
        var custodian = key.signedBy(record.form().actor());
        findings.require(
                custodian != null
                        && custodian.name().equals(stated.office())
                        && stated.key().equals(key.key()),
                record.where(),
                "custodian",
                "It is not the statement of an office of this key.");
        findings.require(offices.add(record.form().actor()), record.where(), "once", "Its office states this twice.");
        var basis = basis(stated.record());
        if (basis.isEmpty()) {
            // Of a lot not opened the public profile withholds both; the full one withholds nothing.
            findings.missing(
                    record.where(), "destroyed", "The record %s that it rests on is not here.", stated.record());
            return;
        }
        require(record, stated, basis.get());
    }

    private Optional<Logged> basis(String entry) {
        return java.util.stream.Stream.of(
                        RecordType.SESSION_RECORD, RecordType.LOT_NOT_OPENED, RecordType.SHARE_DESTROY_ORDERED)
                .flatMap(type -> lot.of(type).stream())
                .filter(record -> record.entry().equals(entry))
                .findFirst();
    }

    private void require(Logged record, OfficeAnswer.Destroyed stated, Logged basis) {
        findings.require(
                basis.index() < record.index(), record.where(), "destroyed", "It rests on a record that came later.");
        if (basis.type() == RecordType.LOT_NOT_OPENED) {
            Instant from = basis.form().time().plus(RETENTION);
            findings.require(
                    !Instants.parse(stated.time()).isBefore(from.minus(CLOCKS)),
                    record.where(),
                    "retention",
                    "The share was destroyed at %s; without an act it is kept until %s.",
                    stated.time(),
                    Instants.format(from));
        }
    }
}
