package org.jianzheng.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Receipt;
import org.jianzheng.replay.CaseNames;
import org.jianzheng.replay.CaseWriter;
import org.jianzheng.replay.Profile;
import org.jianzheng.replay.Replay;
import org.jianzheng.replay.Report;
import org.jianzheng.sealing.BidForm;

/** The full case file of a recorded lot, and what the product's replay says of it together with every receipt. */
final class SimCase {
    private final SimPlatform platform;
    private final SimRelease release;
    private final Path folder;

    SimCase(SimPlatform platform, SimRelease release, Path folder) {
        this.platform = platform;
        this.release = release;
        this.folder = folder;
    }

    Report replay(List<Receipt> receipts) {
        try {
            var zip = folder.resolve("case.zip");
            try (var out = Files.newOutputStream(zip)) {
                var writer = new CaseWriter(out);
                for (var file : files().entrySet()) {
                    writer.add(file.getKey(), file.getValue());
                }
                var about = new CaseWriter.About(
                        Profile.FULL, SimPeople.ORIGIN, platform.tender, List.of(platform.lot), List.of());
                writer.finish(about, platform.people.seal);
            }
            var folders = new ArrayList<Path>();
            for (var receipt : receipts) {
                var to = folder.resolve("receipt-" + folders.size());
                receipt.write(to);
                folders.add(to);
            }
            return Replay.run(zip, Optional.of(platform.people.trust), folders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, byte[]> files() {
        var db = platform.stores.db();
        var files = new TreeMap<String, byte[]>(db.blobs);
        platform.people.trust.files().forEach((name, bytes) -> files.put(CaseNames.TRUST + name, bytes));
        platform.people.rules.files().forEach((name, bytes) -> files.put(CaseNames.RULES + name, bytes));
        files.put(CaseNames.document(Commitment.hash(SimTender.DOCUMENT)), SimTender.DOCUMENT);
        var head = published(db);
        files.put(CaseNames.CHECKPOINT, head.getBytes(StandardCharsets.UTF_8));
        for (long index = 0; index < db.entries.size(); index++) {
            var stored = db.records.get(db.entries.get((int) index));
            files.put(CaseNames.record(index), stored.record());
            files.put(
                    CaseNames.salt(index),
                    HexFormat.of().formatHex(stored.salt()).getBytes(StandardCharsets.US_ASCII));
            files.put(CaseNames.proof(index), SimLog.proof(db, index, head));
        }
        bids(db, files);
        for (var office : SimPeople.OFFICES) {
            platform.network
                    .get(office, "/journal/" + platform.key.key())
                    .filter(answer -> answer.status() == 200)
                    .ifPresent(answer -> files.put(CaseNames.journal(platform.lot, office), answer.body()));
        }
        return files;
    }

    private void bids(Db db, Map<String, byte[]> files) {
        var list = db.records.get(db.list).form().data(org.jianzheng.record.LotClosed.class);
        for (var bid : release.listed(db, list)) {
            var id = bid.statement().id();
            files.put(CaseNames.header(id), bid.header());
            var parts = bid.statement().envelopes().get(0).parts();
            for (int i = 0; i < parts.size(); i++) {
                var name = bid.names().get(parts.get(i).hash());
                files.put(CaseNames.part(id, i), (byte[]) platform.stores.objects.get(name));
            }
            for (var answer : db.of("released")) {
                files.put(
                        CaseNames.share(platform.lot, answer.office(), id),
                        release.share(answer, id).bytes());
            }
            BidForm.read(db.opened.get(id));
        }
    }

    /** The last head with a quorum of cosignatures. */
    private String published(Db db) {
        var head = db.heads.get(db.heads.size() - 1);
        var note = new StringBuilder(head.note());
        var seen = new java.util.TreeSet<String>();
        db.cosignatures.stream()
                .filter(one -> one.size() == head.size() && seen.add(one.office()))
                .forEach(one -> note.append(one.line()));
        return note.toString();
    }
}
