package org.jianzheng.simulation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.replay.CaseNames;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.BidOpener;
import org.jianzheng.sealing.DecryptionShare;
import org.jianzheng.sealing.Hashing;
import org.jianzheng.sealing.Header;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.OpenedBid;
import org.jianzheng.sealing.OpeningKey;
import org.jianzheng.sealing.SealedBid;
import org.jianzheng.sealing.Share;
import org.jianzheng.sealing.ShareEnvelope;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.BidId;

/** What the offices are asked for and what comes of it, as a model of the product's releases and opening. */
final class SimRelease {
    private final SimPlatform platform;
    private final Stores stores;
    private final Path folder;

    SimRelease(SimPlatform platform, Path folder) {
        this.platform = platform;
        this.stores = platform.stores;
        this.folder = folder;
    }

    void order() {
        var db = stores.db();
        long index = db.indexOf(db.list);
        var head = index < 0 ? Optional.<SimClosing.Head>empty() : SimClosing.cosigned(db, index, Instant.MAX, false);
        if (head.isEmpty()) {
            return;
        }
        var list = listOf(db);
        var headers = listed(db, list).stream()
                .map(bid -> new OfficeCall.Header(bid.statement().id().toString(), bid.header()))
                .toList();
        var rows = list.all().stream()
                .map(row -> row(db, row.index(), head.get().note()))
                .toList();
        var attachment = new OfficeCall.Attachment(
                row(db, index, head.get().note()), rows, headers, List.of(), platform.keyStatements);
        stores.commit("order", next -> next.attachment = Canonical.write(attachment));
    }

    private static LotClosed listOf(Db db) {
        return db.records.get(db.list).form().data(LotClosed.class);
    }

    private static OfficeCall.Row row(Db db, long index, String note) {
        var stored = db.records.get(db.entries.get((int) index));
        return new OfficeCall.Row(
                stored.record(),
                HexFormat.of().formatHex(stored.salt()),
                new String(SimLog.proof(db, index, note), StandardCharsets.UTF_8));
    }

    /** A listed bid with what it is opened from. */
    record Sealed(long index, SubmissionStatement statement, byte[] cms, byte[] header, Map<String, String> names) {}

    List<Sealed> listed(Db db, LotClosed list) {
        var all = new ArrayList<Sealed>();
        for (long index : list.listed()) {
            var cms = db.records.get(db.entries.get((int) index)).form().act();
            var statement = SubmissionStatement.read(Cms.verify(cms).content());
            var names = db.uploads.get(statement.id());
            var header = (byte[]) stores.objects.get(
                    names.get(statement.envelopes().get(0).header().hash()));
            all.add(new Sealed(index, statement, cms, header, names));
        }
        return all;
    }

    void ask() {
        var entry = HexFormat.of().formatHex(SimLog.entry(stores.db().records.get(stores.db().list)));
        int size = listOf(stores.db()).listed().size();
        var key = platform.key.key();
        for (var office : SimPeople.OFFICES) {
            if (!stores.db().has(office, "ready")) {
                var ready = OfficeRequest.Ready.of(key, 1, entry, size);
                send(office, "/release/ready", new OfficeCall.Request(ready.sign(platform.people.seal)))
                        .ifPresent(body -> keep(office, "ready", RecordType.OFFICE_READY, message(body), null));
            }
            if (stores.db().has(office, "ready") && !stores.db().has(office, "bound")) {
                var attachment = stores.db().attachment;
                var bind = OfficeRequest.Bind.of(key, 1, entry, size, OfficeCall.Attachment.hash(attachment));
                send(office, "/release/bind", new OfficeCall.Bind(bind.sign(platform.people.seal), attachment))
                        .ifPresent(body -> keep(office, "bound", RecordType.OFFICE_BOUND, message(body), null));
            }
            var binds = stores.db().of("bound");
            if (binds.size() >= SimPeople.QUORUM
                    && stores.db().has(office, "bound")
                    && !stores.db().has(office, "released")) {
                var release = OfficeRequest.Release.of(key, 1, entry).sign(platform.people.seal);
                var presented = binds.stream().map(Db.Answer::message).toList();
                send(office, "/release/release", new OfficeCall.Release(release, presented))
                        .ifPresent(body -> {
                            var released = Canonical.read(body, OfficeCall.Released.class);
                            keep(office, "released", RecordType.OFFICE_RELEASED, released.answer(), released.shares());
                        });
            }
        }
    }

    private Optional<byte[]> send(String office, String path, Object body) {
        return platform.network
                .post(office, path, Canonical.write(body))
                .filter(answer -> answer.status() == 200)
                .map(org.jianzheng.office.SimulatedOffice.Answer::body);
    }

    private static byte[] message(byte[] body) {
        return Canonical.read(body, OfficeCall.Message.class).message();
    }

    private void keep(String office, String kind, RecordType type, byte[] message, Object shares) {
        var actor = Certificates.id(platform.people.trust.office(office).signing());
        stores.commit(kind, db -> {
            var attachment = db.attachment;
            SimPlatform.Effect rows = to -> {
                to.attachment = attachment;
                to.answers.add(new Db.Answer(office, kind, message, shares));
            };
            platform.append(db, type, true, actor, Map.of(), message, rows);
        });
    }

    void open() {
        var db = stores.db();
        if (db.of("released").size() < SimPeople.QUORUM) {
            return;
        }
        var sealed = listed(db, listOf(db));
        var forms = new HashMap<BidId, OpenedBid>();
        for (var bid : sealed) {
            forms.put(bid.statement().id(), open(db, bid));
        }
        stores.commit("open", next -> {
            for (var bid : sealed) {
                var id = bid.statement().id();
                var opened = forms.get(id);
                var form = BidForm.read(opened.form());
                var data = Map.of(
                        "submission",
                        id.toString(),
                        "manifest",
                        bid.statement().manifest(),
                        "form",
                        Canonical.tree(form));
                boolean last = bid == sealed.get(sealed.size() - 1);
                SimPlatform.Effect rows = to -> {
                    to.opened.put(id, opened.form());
                    to.blobs.put(CaseNames.slip(id), opened.slip());
                    to.blobs.put(CaseNames.form(id), opened.form());
                    to.stage = last ? Db.Stage.OPENED : to.stage;
                };
                platform.append(next, RecordType.BID_OPENED, true, WitnessRecord.PLATFORM, data, null, rows);
            }
        });
    }

    private OpenedBid open(Db db, Sealed bid) {
        var suite = Suite.P256;
        var id = bid.statement().id();
        var shares = new ArrayList<DecryptionShare>();
        for (var answer : db.of("released").subList(0, SimPeople.QUORUM)) {
            shares.add(share(answer, id).arithmetic(suite, officeIndex(answer.office())));
        }
        var objects = new HashMap<String, byte[]>();
        bid.names().forEach((hash, name) -> objects.put(hash, (byte[]) stores.objects.get(name)));
        var sealed = SealedBid.of(
                bid.statement(),
                Certificates.id(Cms.verify(bid.cms()).signer()),
                platform.key.stage(),
                platform.key.point(),
                bid.header(),
                (index, hash) -> new java.io.ByteArrayInputStream(objects.get(hash)));
        var ctx = Hashing.ctx(
                suite,
                platform.key.ceremony(),
                platform.tender,
                platform.lot,
                platform.key.stage(),
                id,
                bid.statement().envelopes().get(0).header().hash());
        var key = OpeningKey.combine(
                platform.key.jointKey(),
                Header.parse(platform.key.point(), bid.header()).r(),
                ctx,
                shares);
        var out = folder.resolve("opened-" + id);
        try {
            return (OpenedBid) BidOpener.open(sealed, key, out);
        } finally {
            if (Files.exists(out)) {
                SimPeople.remove(out);
            }
        }
    }

    int officeIndex(String name) {
        return platform.key.custodians().stream()
                .filter(custodian -> custodian.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    Share share(Db.Answer released, BidId bid) {
        @SuppressWarnings("unchecked")
        var envelopes = (List<OfficeCall.ShareOf>) released.shares();
        var envelope = envelopes.stream()
                .filter(one -> one.submission().equals(bid.toString()))
                .findFirst()
                .orElseThrow();
        var combiner = platform.people.combiner;
        return Share.read(ShareEnvelope.open(envelope.envelope(), combiner.key(), combiner.certificate()));
    }

    /** Hostile: another list than the first, put before the offices that have not bound themselves. */
    void secondList(Set<String> askable) {
        var db = stores.db();
        if (db.stage != Db.Stage.CLOSED || db.attachment == null) {
            return;
        }
        var first = Canonical.read(db.attachment, OfficeCall.Attachment.class);
        var key = platform.key.key();
        var entry = "ab".repeat(32);
        for (var office : askable) {
            var ready = OfficeRequest.Ready.of(key, 1, entry, first.headers().size());
            send(office, "/release/ready", new OfficeCall.Request(ready.sign(platform.people.seal)));
            var bind = OfficeRequest.Bind.of(
                    key, 1, entry, first.headers().size(), OfficeCall.Attachment.hash(db.attachment));
            send(office, "/release/bind", new OfficeCall.Bind(bind.sign(platform.people.seal), db.attachment));
        }
    }

    /** Hostile: shares before the deadline, with whatever is at hand. */
    void askEarly(String office) {
        var release = OfficeRequest.Release.of(platform.key.key(), 1, "cd".repeat(32));
        send(office, "/release/release", new OfficeCall.Release(release.sign(platform.people.seal), List.of()));
    }

    /** The instant that an office's own word gives for its release. */
    static Instant timeOf(byte[] signed) {
        return org.jianzheng.record.Instants.parse(
                SignedForm.read(signed, OfficeAnswer.Release.class).form().time());
    }
}
