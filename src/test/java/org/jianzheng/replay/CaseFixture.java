package org.jianzheng.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Incomplete;
import org.jianzheng.record.Instants;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.Notice;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Signer;
import org.jianzheng.record.StageIndex;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.CeremonyMessage;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.Hashing;
import org.jianzheng.sealing.Header;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeAnswer.JournalState;
import org.jianzheng.sealing.OfficeAnswer.ShareAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.OpeningCertificate;
import org.jianzheng.sealing.OpeningKey;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.ProjectId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.SignedNote;

/**
 * A whole tender with real keys, in memory: notice, clarification, extension, five bidders (one replaces his bid, one
 * withdraws, one bid does not open), a late one, closing, three offices, opening, session, opening record.
 *
 * <p>Played once for all tests. {@link CaseExport} makes its case files, and forged ones.
 */
public final class CaseFixture {
    static final String STAGE = "opening";
    static final Instant PUBLISHED = Instant.parse("2026-03-02T02:00:00Z");
    static final Instant FIRST_DEADLINE = Instant.parse("2026-03-24T01:30:00Z");
    static final Instant DEADLINE = Instant.parse("2026-03-26T01:30:00Z");
    /** A day before the new deadline, as the rule has it. */
    static final Instant OUTAGE_END = DEADLINE.minus(Duration.ofDays(1));

    private static final SecureRandom RANDOM = new SecureRandom();
    private static CaseFixture played;

    final CaseLog log = new CaseLog();
    final CasePeople people = new CasePeople();
    final CaseOffices offices = new CaseOffices(people);
    final TenderId tender = TenderId.at(PUBLISHED);
    final LotId lot = LotId.at(PUBLISHED);
    final Rulebook rules = Rulebook.load(Path.of("bid-rules"));
    final Map<String, byte[]> documents = new LinkedHashMap<>();
    final Map<String, byte[]> blobs = new LinkedHashMap<>();
    final List<Receipt> receipts = new ArrayList<>();
    final List<CaseBidder.Sealed> listed = new ArrayList<>();
    final List<CaseBidder> bidders = new ArrayList<>();
    final List<CloseRow.Filed> filed = new ArrayList<>();
    final List<byte[]> deadlineStatements = new ArrayList<>();
    final List<byte[]> keyStatements = new ArrayList<>();
    final TrustFolder trust;
    final Path folder;
    KeyStatement key;
    Notice notice;
    CaseLog.Added closed;
    /** A bid that the platform accepted and then hid: in the log, in no list, in no case file. */
    CaseLog.Added hidden;

    Receipt hiddenReceipt;
    SignedNote finalHead;
    int indexedUpTo;

    /** What goes wrong in a tender played for one test. */
    enum Twist {
        NONE,
        /** Not wrong, but two bidders are too few. */
        TOO_FEW,
        SHORT_PERIOD,
        BID_AT_THE_DEADLINE,
        REFUSED_IN_TIME,
        EARLY_ANSWER,
        OTHER_LIST,
        RELEASED_UNBOUND,
        LARGER_HEAD,
        /** Not wrong: one office lies, and the others are a quorum. */
        WRONG_SHARE,
        /** Nor is this: what the office signed for is no share at all. */
        UNREADABLE_SHARE,
        TOO_FEW_TRUE_SHARES,
        ANOTHER_PRICE,
        OTHER_ROWS,
        /** Offices of a lot not opened destroy their shares at once, and nobody ordered it. */
        DESTROYED_UNORDERED,
        DESTROYED_TWICE,
        ORDERED_THOUGH_OPENED,
        /** Not wrong: the platform was out over the first deadline, and the tendering office decided so. */
        OUTAGE,
        OUTAGE_BY_THE_ENTITY,
        OUTAGE_TO_ANOTHER_DEADLINE,
        OUTAGE_OF_ANOTHER_LOT,
        OUTAGE_HIDES_A_BID,
        OUTAGE_NOT_NAMED;

        boolean isOutage() {
            return name().startsWith("OUTAGE");
        }
    }

    final Twist twist;

    /** The one played tender. */
    public static synchronized CaseFixture get() {
        if (played == null) {
            played = another();
        }
        return played;
    }

    /** The same tender played again with other keys, as a forger would. */
    static CaseFixture another() {
        return twisted(Twist.NONE);
    }

    static CaseFixture twisted(Twist twist) {
        var forged = new CaseFixture(twist);
        forged.play();
        return forged;
    }

    private CaseFixture(Twist twist) {
        this.twist = twist;
        try {
            folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "case-fixture-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var trusted = offices.trusted(log);
        var policy = Policy.of(
                List.of(new Policy.Log(log.signer.vkey(), java.util.Optional.empty())),
                trusted.stream()
                        .map(o -> new Policy.Witness(o.name(), o.cosigner(), java.util.Optional.empty()))
                        .toList(),
                CaseOffices.QUORUM);
        trust = TrustFolder.of(
                policy,
                trusted,
                CaseLog.ORIGIN,
                List.of(people.seal.certificate()),
                List.of(people.combiner.certificate()),
                org.jianzheng.record.Anchors.of(List.of(people.authority.certificate())));
    }

    /** Whom a reader should trust. */
    public TrustFolder trust() {
        return trust;
    }

    public List<Receipt> receipts() {
        return receipts;
    }

    private void play() {
        prepare();
        publish();
        amend();
        submit();
        close();
        if (isOpened()) {
            release();
            open();
            session();
        } else {
            refuse();
        }
        destroy();
        finalHead = log.head(DEADLINE.plusSeconds(3600));
    }

    boolean isOpened() {
        return twist != Twist.TOO_FEW && twist != Twist.DESTROYED_UNORDERED;
    }

    private void prepare() {
        var at = PUBLISHED.minus(Duration.ofHours(1));
        var project = Map.of("project", "p", "number", "A1", "name", "市政道路", "entity", "城建集团");
        log.add(RecordType.PROJECT_CREATED, tender, null, CaseOffices.id(people.entity), at, project, null);
        var plan = new CeremonyPlan(
                1,
                CeremonyPlan.OPENING,
                "p256",
                tender,
                lot,
                STAGE,
                1,
                3,
                CaseOffices.QUORUM,
                Instants.format(FIRST_DEADLINE),
                3,
                1,
                3,
                CaseLog.ORIGIN,
                CaseOffices.id(people.entity),
                CaseOffices.id(people.combiner),
                offices.custodians(),
                "00112233445566778899aabbccddeeff");
        platform(RecordType.CEREMONY_PLAN, at, Map.of(), plan.sign(people.seal));
        key = offices.ceremony(plan, at, (kind, office, cms, when) -> ceremony(plan, kind, office, cms, when));
        var certificate = OpeningCertificate.issue(
                key.point(), "Opening key", at, at.plus(Duration.ofDays(200)), people.seal, RANDOM);
        platform(
                RecordType.KEY_CERTIFIED,
                at,
                Map.of("key", key.key(), "certificate", Certificates.der(certificate)),
                null);
    }

    private void ceremony(CeremonyPlan plan, Class<?> kind, int office, byte[] cms, Instant at) {
        var type = kind == CeremonyMessage.Commit.class
                ? RecordType.CEREMONY_COMMIT
                : kind == CeremonyMessage.Reveal.class
                        ? RecordType.CEREMONY_REVEAL
                        : kind == CeremonyMessage.Ack.class ? RecordType.CEREMONY_ACK : RecordType.KEY_STATED;
        Object data = type == RecordType.KEY_STATED ? Map.of() : Map.of("ceremony", plan.ceremony());
        office(type, office, at, data, cms);
        if (type == RecordType.KEY_STATED) {
            keyStatements.add(cms);
        }
    }

    private Notice.Document document(String name, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        documents.put(Commitment.hash(bytes), bytes);
        return new Notice.Document(name, Commitment.hash(bytes), bytes.length);
    }

    private void publish() {
        notice = new Notice(
                ProjectId.at(PUBLISHED).toString(),
                "A1234567890123456",
                "市政道路",
                "A1234567890123456001",
                "市政道路施工",
                "engineering",
                "engineering-open-tender",
                "p256",
                "城建集团",
                rules.hash(),
                List.of(document("招标文件.pdf", "招标文件 ".repeat(500))),
                new Notice.Offices(3, CaseOffices.QUORUM),
                List.of(),
                90,
                Map.of("scope", "道路 3.2 公里"),
                List.of(new Notice.Lot(
                        lot.toString(),
                        "001",
                        "一标段",
                        Money.ofYuan("6000000"),
                        Instants.format(FIRST_DEADLINE),
                        List.of(new Notice.StageKey(STAGE, key.ceremony(), key.key())))));
        var at = twist == Twist.SHORT_PERIOD ? PUBLISHED.plus(Duration.ofDays(3)) : PUBLISHED;
        act(RecordType.TENDER_PUBLISHED, Act.TENDER_PUBLISH, null, people.entity, at, notice, Map.of());
    }

    private void amend() {
        var at = PUBLISHED.plus(Duration.ofDays(3));
        var clarification = new Notice.Clarification(1, "澄清一", "见附件。", List.of(document("澄清.pdf", "澄清内容")), List.of());
        act(RecordType.CLARIFICATION_ISSUED, Act.CLARIFICATION_ISSUE, null, people.entity, at, clarification, Map.of());
        log.cover(at);
        if (twist.isOutage()) {
            var outage = new CaseOutage(this);
            bidders.add(outage.bidder);
            submitted(outage.bidder, outage.early, FIRST_DEADLINE.minusSeconds(1), true);
            extend(OUTAGE_END, outage.decide(filed.get(0)));
        } else {
            extend(at, new Notice.Extension(Instants.format(DEADLINE), "答疑较多"));
        }
    }

    private void extend(Instant at, Object extension) {
        var record = act(
                RecordType.TENDER_EXTENDED, Act.TENDER_EXTEND, lot, people.entity, at, extension, Map.of("version", 2));
        var content = record.form().signedAct().orElseThrow().content();
        for (int i = 0; i < 3; i++) {
            var stated = DeadlineStatement.of(key.key(), 2, DEADLINE, content).sign(offices.signing.get(i));
            deadlineStatements.add(stated);
            office(RecordType.DEADLINE_STATED, i, at, Map.of(), stated);
        }
    }

    private CaseBidder bidder(String name) {
        var bidder = new CaseBidder(name, people, key, folder);
        bidders.add(bidder);
        return bidder;
    }

    private void submit() {
        var at = DEADLINE.minus(Duration.ofDays(1));
        var a = bidder("甲建设");
        var d = bidder("丁建设");
        var e = bidder("戊建设");
        log.add(RecordType.DOCUMENT_DOWNLOADED, tender, null, a.id(), at, Map.of("document", "00"), null);
        submitted(a, a.bid(at, a.form("5000000").bytes()), at, false);
        submitted(a, a.bid(at, a.form("4980000").bytes()), at, true);
        for (var name : isOpened() ? List.of("乙建设", "丙建设") : List.of("乙建设")) {
            var other = bidder(name);
            submitted(other, other.bid(at, other.form("5123456.78").bytes()), at, true);
        }
        submitted(d, d.bid(at, d.form("5200000").bytes()), at, false);
        var withdrawn = log.add(RecordType.BID_WITHDRAWN, tender, lot, d.id(), at, Map.of(), d.withdraw());
        filed.add(new CloseRow.Filed(withdrawn.index(), withdrawn.entry(), d.id(), 2, CloseRow.Kind.WITHDRAWAL));
        receipt(withdrawn);
        // Sealed as required, but what is sealed is no bid form: it fails at the opening, by its bidder's fault.
        if (isOpened()) {
            submitted(e, e.bid(at, "{}".getBytes(StandardCharsets.UTF_8)), at, true);
        }
        hide(at);
        signIn(a, at);
        receipts.replaceAll(r -> r.withProof(log.proof(indexOf(r), log.head(at.plusSeconds(1)))));
        hiddenReceipt = receipts.remove(receipts.size() - 1);
        late(bidder("己建设"));
    }

    private void hide(Instant at) {
        var victim = bidder("辛建设");
        var cms = victim.bid(at, victim.form("4500000").bytes()).cms();
        hidden = log.add(RecordType.BID_SUBMITTED, tender, lot, victim.id(), at, Map.of(), cms);
        receipt(hidden);
    }

    private long indexOf(Receipt receipt) {
        return log.added.stream()
                .filter(one -> java.util.Arrays.equals(one.bytes(), receipt.record()))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private void submitted(CaseBidder bidder, CaseBidder.Sealed sealed, Instant planned, boolean last) {
        var at = twist == Twist.BID_AT_THE_DEADLINE && bidder.name.equals("丙建设") ? DEADLINE : planned;
        var record = log.add(RecordType.BID_SUBMITTED, tender, lot, bidder.id(), at, Map.of(), sealed.cms());
        filed.add(new CloseRow.Filed(
                record.index(), record.entry(), bidder.id(), sealed.statement().seq(), CloseRow.Kind.BID));
        if (last) {
            listed.add(sealed);
        }
        receipt(record);
    }

    private void receipt(CaseLog.Added record) {
        receipts.add(Receipt.sign(record.bytes(), record.salt(), new byte[0], people.seal));
    }

    private void signIn(CaseBidder bidder, Instant at) {
        act(RecordType.SESSION_SIGNED_IN, Act.SESSION_SIGN_IN, lot, bidder.signer, at, Map.of(), Map.of());
    }

    private void late(CaseBidder bidder) {
        var at = twist == Twist.REFUSED_IN_TIME ? DEADLINE.minusMillis(1) : DEADLINE;
        var sealed = bidder.bid(at, bidder.form("4000000").bytes());
        var data = Map.of("problem", "bidding/late", "detail", "late", "received", Commitment.hash(sealed.cms()));
        log.add(RecordType.BID_REFUSED, tender, lot, bidder.id(), at, data, sealed.cms());
    }

    private void close() {
        var checkpoint = log.head(DEADLINE.plusSeconds(2));
        var at = DEADLINE.plusSeconds(5);
        var unfinished = bidder("庚建设");
        var sealed = unfinished.bid(at, unfinished.form("4100000").bytes());
        log.add(RecordType.BID_INCOMPLETE, tender, lot, unfinished.id(), at, Map.of(), sealed.cms());
        var incomplete = new Incomplete(
                unfinished.id(), Commitment.hash(sealed.statement().bytes()));
        var list = LotClosed.of(tender, lot, DEADLINE, checkpoint.toString(), filed, List.of(incomplete));
        closed = platform(RecordType.LOT_CLOSED, at, list, null);
        index("close", at);
        var listedBids = list.listed().size();
        if (isOpened()) {
            platform(RecordType.SESSION_OPENED, at, Map.of(), null);
        } else {
            platform(RecordType.LOT_NOT_OPENED, at, Map.of("reason", "too few", "listed", listedBids), null);
        }
    }

    private void index(String stage, Instant at) {
        var entries = log.added.stream()
                .skip(indexedUpTo)
                .filter(one -> tender.equals(one.form().tender()) && one != hidden)
                .map(one -> new LogIndex(one.index(), one.entry()))
                .toList();
        indexedUpTo = log.added.size();
        platform(RecordType.STAGE_INDEX, at, new StageIndex(stage, entries), null);
    }

    private void release() {
        var at = Instants.format(DEADLINE.plusSeconds(twist == Twist.EARLY_ANSWER ? 1 : 7));
        var when = DEADLINE.plusSeconds(8);
        int size = closed.form().data(LotClosed.class).listed().size();
        var ready = OfficeRequest.Ready.of(key.key(), 2, closed.entry(), size);
        for (int i = 0; i < 3; i++) {
            var answer = OfficeAnswer.Ready.of(CaseOffices.NAMES.get(i), ready, at);
            office(RecordType.OFFICE_READY, i, when, Map.of(), answer.sign(offices.signing.get(i)));
        }
        for (int i = 0; i < 3; i++) {
            if (twist == Twist.RELEASED_UNBOUND && i == 1) {
                released(0, OfficeRequest.Release.of(key.key(), 2, closed.entry()), at, when);
            }
            bound(i, size, at, when);
        }
        for (int i = twist == Twist.RELEASED_UNBOUND ? 1 : 0; i < 3; i++) {
            released(i, OfficeRequest.Release.of(key.key(), 2, closed.entry()), at, when);
        }
    }

    /** Every office signs that it does not open a list of so few. */
    private void refuse() {
        var at = DEADLINE.plusSeconds(7);
        var ready = OfficeRequest.Ready.of(key.key(), 2, closed.entry(), 2);
        for (int i = 0; i < 3; i++) {
            var name = CaseOffices.NAMES.get(i);
            var answer = OfficeAnswer.Refusal.of(name, ready, "too few bids", Instants.format(at))
                    .sign(offices.signing.get(i));
            office(RecordType.OFFICE_REFUSED, i, at, Map.of(), answer);
            blobs.put(CaseNames.journal(lot, name), Canonical.write(new OfficeCall.Journal(name, List.of(answer))));
        }
        index(STAGE, at);
    }

    private void bound(int i, int listedBids, String at, Instant when) {
        var name = CaseOffices.NAMES.get(i);
        var list = twist == Twist.OTHER_LIST && i == 2 ? "ab".repeat(32) : closed.entry();
        var request = OfficeRequest.Bind.of(key.key(), 2, list, listedBids, "0".repeat(64));
        var answer = OfficeAnswer.Bind.of(name, request, at, heads(i), request.sign(people.seal))
                .sign(offices.signing.get(i));
        office(RecordType.OFFICE_BOUND, i, when, Map.of(), answer);
        blobs.put(CaseNames.journal(lot, name), Canonical.write(new OfficeCall.Journal(name, List.of(answer))));
    }

    private List<OfficeAnswer.Head> heads(int office) {
        var closing = closed.form().data(LotClosed.class).checkpoint();
        var time = Instants.format(DEADLINE.plusSeconds(2));
        var heads = new ArrayList<OfficeAnswer.Head>();
        heads.add(new OfficeAnswer.Head(closing.size(), HexFormat.of().formatHex(closing.root()), time));
        if (twist == Twist.LARGER_HEAD && office < 2) {
            heads.add(new OfficeAnswer.Head(closing.size() + 1, "cd".repeat(32), time));
        }
        return heads;
    }

    private void released(int office, OfficeRequest.Release request, String at, Instant when) {
        var name = CaseOffices.NAMES.get(office);
        var answers = new ArrayList<ShareAnswer>();
        for (var bid : listed) {
            var id = bid.statement().id();
            var share = shareBytes(office, bid);
            answers.add(new ShareAnswer(id.toString(), Suite.P256.hex(header(bid)), Commitment.hash(share), null));
            blobs.put(CaseNames.share(lot, name, id), share);
        }
        var others = CaseOffices.NAMES.stream()
                .filter(n -> !n.equals(name))
                .map(n -> new JournalState(n, JournalState.SAME))
                .toList();
        var answer = OfficeAnswer.Release.of(name, request, at, others, answers);
        office(RecordType.OFFICE_RELEASED, office, when, Map.of(), answer.sign(offices.signing.get(office)));
    }

    private byte[] shareBytes(int office, CaseBidder.Sealed bid) {
        if (twist == Twist.UNREADABLE_SHARE && office == 1) {
            return "no share".getBytes(StandardCharsets.UTF_8);
        }
        boolean lies = twist == Twist.WRONG_SHARE && office == 1 || twist == Twist.TOO_FEW_TRUE_SHARES && office < 2;
        return offices.share(lies ? 2 : office, key, bid.statement().id(), header(bid))
                .bytes();
    }

    static byte[] header(CaseBidder.Sealed bid) {
        return read(bid.sealed().directory().resolve(SealedPackage.HEADER));
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() {
        var at = DEADLINE.plusSeconds(20);
        for (var bid : listed) {
            var id = bid.statement().id();
            blobs.put(CaseNames.slip(id), read(bid.sealed().directory().resolve(SealedPackage.SLIP)));
            blobs.put(CaseNames.header(id), header(bid));
            for (int i = 0; i < bid.sealed().parts().size(); i++) {
                blobs.put(CaseNames.part(id, i), read(bid.sealed().directory().resolve(SealedPackage.partName(i))));
            }
            if (bid.form().length == 2) {
                fail(bid, id, at);
                continue;
            }
            blobs.put(CaseNames.form(id), bid.form());
            var told = twist == Twist.ANOTHER_PRICE
                    ? bidders.get(0).form("1000000").bytes()
                    : bid.form();
            var data = Map.of(
                    "submission", id.toString(),
                    "manifest", bid.statement().manifest(),
                    "form", Canonical.tree(BidForm.read(told)));
            platform(RecordType.BID_OPENED, at, data, null);
        }
    }

    private void fail(CaseBidder.Sealed bid, BidId id, Instant at) {
        var header = header(bid);
        var ctx = Hashing.ctx(Suite.P256, key.ceremony(), tender, lot, STAGE, id, Suite.P256.hex(header));
        var r = Header.parse(key.point(), header).r();
        var shares = List.of(offices.decryption(0, key, id, header), offices.decryption(2, key, id, header));
        var s = OpeningKey.combine(key.jointKey(), r, ctx, shares).shared().enc();
        blobs.put(CaseNames.failed(id), FailedBid.of(id, s).bytes());
        var data = Map.of("submission", id.toString(), "reason", "bid-form", "detail", "no form", "blame", "bidder");
        platform(RecordType.BID_FAILED, at, data, null);
    }

    private void session() {
        CaseSession.play(this);
        index(STAGE, DEADLINE.plusSeconds(1900));
    }

    private void destroy() {
        var at = DEADLINE.plusSeconds(2000);
        var basis = last(isOpened() ? RecordType.SESSION_RECORD : RecordType.LOT_NOT_OPENED);
        if (twist == Twist.TOO_FEW || twist == Twist.ORDERED_THOUGH_OPENED) {
            var reason = Map.of("reason", "重新招标");
            basis = act(
                    RecordType.SHARE_DESTROY_ORDERED,
                    Act.SHARE_DESTROY,
                    lot,
                    people.tenderingOffice,
                    at,
                    reason,
                    Map.of());
        }
        for (int i = 0; i < 3; i++) {
            var name = CaseOffices.NAMES.get(twist == Twist.DESTROYED_TWICE ? 0 : i);
            var office = CaseOffices.NAMES.indexOf(name);
            var answer = OfficeAnswer.Destroyed.of(name, key.key(), basis.entry(), Instants.format(at));
            office(RecordType.OFFICE_DESTROYED, office, at, Map.of(), answer.sign(offices.signing.get(office)));
        }
    }

    private CaseLog.Added last(RecordType type) {
        return log.added.stream()
                .filter(one -> one.form().type() == type)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    CaseLog.Added platform(RecordType type, Instant at, Object data, byte[] act) {
        return log.add(type, tender, lot, WitnessRecord.PLATFORM, at, data, act);
    }

    CaseLog.Added act(RecordType type, String name, LotId of, Signer person, Instant at, Object content, Object data) {
        var cms = Cms.sign(Act.of(name, tender, of, content).bytes(), person);
        return log.add(type, tender, of, CaseOffices.id(person), at, data, cms);
    }

    private void office(RecordType type, int office, Instant at, Object data, byte[] cms) {
        log.add(type, tender, lot, CaseOffices.id(offices.signing.get(office)), at, data, cms);
    }
}
