package org.jianzheng.opening;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jianzheng.shared.LotId;

/** The opening record with its PDF as it was signed. Append-only. */
@Entity
@Table(name = "signed_opening_record")
class SignedRecordRow {
    @Id
    private UUID lot;

    private UUID record;
    private byte[] json;
    private byte[] pdf;

    @Column(name = "signed_at")
    private Instant signedAt;

    protected SignedRecordRow() {}

    SignedRecordRow(LotId lot, SignedOpeningRecord signed, Instant now) {
        this.lot = lot.value();
        this.record = UUID.fromString(signed.record());
        this.json = signed.json();
        this.pdf = signed.pdf();
        this.signedAt = now;
    }

    SignedOpeningRecord signed() {
        return new SignedOpeningRecord(record.toString(), json, pdf);
    }

    Instant signedAt() {
        return signedAt;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SignedRecordRow, UUID> {}
}
