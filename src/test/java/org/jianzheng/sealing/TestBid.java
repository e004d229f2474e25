package org.jianzheng.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.TenderId;

/** A bidder, its bid, and the statement's view of the package it made. */
final class TestBid {
    static final Instant NOW = Instant.parse("2026-03-20T01:00:00Z");
    static final TenderId TENDER = TenderId.at(NOW);
    static final LotId LOT = LotId.at(NOW);
    static final BidForm FORM = new BidForm(
            1,
            TENDER,
            LOT,
            "甲建设有限公司",
            Money.ofYuan("4980000"),
            180,
            "合格",
            new BidForm.ProjectManager("张三", "京1112026000001"),
            Map.of("安全目标", "无事故"));

    static final TestBid P256 = new TestBid(Suite.P256);
    static final TestBid SM2 = new TestBid(Suite.SM2);

    final Suite suite;
    final Authority authority;
    final Signer bidder;

    private TestBid(Suite suite) {
        this.suite = suite;
        this.authority = Authority.create(
                new Subject("Test CA", "Test", null),
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(365)),
                suite.signatures());
        this.bidder = signer("Bidder");
    }

    static TestBid in(Suite suite) {
        return suite == Suite.SM2 ? SM2 : P256;
    }

    Signer signer(String name) {
        return authority.newSigner(
                new Subject(name, name, null),
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(365)),
                Authority.Usage.SIGNING);
    }

    Signer encryption(String name) {
        return authority.newSigner(
                new Subject(name, name, null),
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(365)),
                Authority.Usage.ENCRYPTION);
    }

    static PackageInput input(Point q, List<PackageInput.FileToSeal> files) {
        return PackageInput.of(q, TENDER, LOT, "opening", in(q.suite()).bidder, FORM.bytes(), files);
    }

    static SealedBid submitted(Point q, SealedPackage made) {
        return submitted(q, made.directory(), made.manifestHash());
    }

    /** The statement's view of whatever lies in a folder now. */
    static SealedBid submitted(Point q, Path directory, String manifestHash) {
        var header = read(directory.resolve(SealedPackage.HEADER));
        var parts = new ArrayList<ObjectRef>();
        for (int i = 0; Files.exists(directory.resolve(SealedPackage.partName(i))); i++) {
            parts.add(ref(q.suite(), read(directory.resolve(SealedPackage.partName(i)))));
        }
        return new SealedBid(
                q,
                TENDER,
                LOT,
                "opening",
                Certificates.id(in(q.suite()).bidder.certificate()),
                manifestHash,
                ref(q.suite(), header),
                parts,
                header,
                (index, hash) -> Files.newInputStream(directory.resolve(SealedPackage.partName(index))));
    }

    static ObjectRef ref(Suite suite, byte[] object) {
        return new ObjectRef(suite.hex(object), object.length);
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
