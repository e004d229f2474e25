package org.jianzheng.simulation;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jianzheng.office.SimulatedOffice;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.Receipt;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;

/** What must hold at every moment and at the end, whatever fails. */
final class Invariants {
    private final SimPlatform platform;
    private final Map<String, SimClock> clocks;
    private final List<SimBidder> bidders;
    /** Every root that was signed or cosigned, by size. */
    private final TreeMap<Long, String> signed = new TreeMap<>();

    private final Map<String, Set<String>> boundTo = new LinkedHashMap<>();
    private final Set<String> lookedAt = new HashSet<>();
    /** What each office last said to what it would not do, for whoever reads a failure. */
    private final Map<String, String> refusals = new TreeMap<>();

    private long fenceSeen;

    Invariants(SimPlatform platform, Map<String, SimClock> clocks, List<SimBidder> bidders) {
        this.platform = platform;
        this.clocks = clocks;
        this.bidders = bidders;
    }

    Map<String, String> refusals() {
        return refusals;
    }

    void included(SimBidder bidder, Receipt receipt) {
        try {
            var verified = receipt.verify(platform.people.trust);
            var content = verified.record().signedAct().orElseThrow().content();
            if (!Commitment.hash(content)
                    .equals(Commitment.hash(bidder.sending().content()))) {
                throw new PlatformSimulation.Broken(
                        "no receipt without inclusion", "it is for another act of " + bidder);
            }
        } catch (Problem invalid) {
            throw new PlatformSimulation.Broken("no receipt without inclusion", invalid.getMessage());
        }
    }

    /** What every answer of an office must be, delivered or not. */
    void answered(String office, String path, SimulatedOffice.Answer answer) {
        if (answer.status() != 200) {
            refusals.put(office + path, answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8));
            return;
        }
        refusals.remove(office + path);
        if (path.equals("/release/release")) {
            released(office, Canonical.read(answer.body(), OfficeCall.Released.class));
        } else if (path.equals("/release/bind")) {
            var message =
                    Canonical.read(answer.body(), OfficeCall.Message.class).message();
            var list = SignedForm.read(message, OfficeAnswer.Bind.class).form().list();
            boundTo.computeIfAbsent(list, one -> new TreeSet<>()).add(office);
        }
    }

    private void released(String office, OfficeCall.Released released) {
        var settled = SimPeople.DEADLINE.plusSeconds(15);
        if (SimRelease.timeOf(released.answer()).isBefore(settled)
                || clocks.get(office).instant().isBefore(settled)) {
            throw new PlatformSimulation.Broken(
                    "no bid readable before deadline and quorum", office + " released early");
        }
        var list = SignedForm.read(released.answer(), OfficeAnswer.Release.class)
                .form()
                .list();
        if (boundTo.getOrDefault(list, Set.of()).size() < SimPeople.QUORUM) {
            throw new PlatformSimulation.Broken(
                    "no bid readable before deadline and quorum", office + " released without a quorum");
        }
    }

    void check() {
        var db = platform.stores.db();
        if (platform.stores.fence() < fenceSeen) {
            throw new PlatformSimulation.Broken("the log only grows", "the fence went back");
        }
        fenceSeen = platform.stores.fence();
        for (var one : db.cosignatures) {
            one(one.size(), HexFormat.of().formatHex(rootOf(db, one.size())), "cosigned by " + one.office());
        }
        for (var head : db.heads) {
            if (head.note() != null) {
                one(head.size(), HexFormat.of().formatHex(head.root()), "signed");
            }
        }
        long quorums = boundTo.values().stream()
                .filter(offices -> offices.size() >= SimPeople.QUORUM)
                .count();
        if (quorums > 1) {
            throw new PlatformSimulation.Broken("lists are consistent", "two lists have a quorum: " + boundTo);
        }
        if (db.opened.isEmpty() && db.of("released").size() < SimPeople.QUORUM) {
            nothingIsReadable();
        }
        noActIsDoubled(db);
    }

    private static byte[] rootOf(Db db, long size) {
        return db.heads.stream()
                .filter(head -> head.size() == size)
                .map(Db.Head::root)
                .findFirst()
                .orElseGet(() -> new byte[0]);
    }

    private void one(long size, String root, String who) {
        if (!root.isEmpty() && !signed.computeIfAbsent(size, first -> root).equals(root)) {
            throw new PlatformSimulation.Broken(
                    "the log only grows and every cosigner agrees", "two roots at size " + size + ", " + who);
        }
    }

    /** Each object and record is looked at once: what it says does not change. */
    private void nothingIsReadable() {
        platform.stores.objects.forEach((name, object) -> {
            if (object instanceof byte[] bytes) {
                secret(name, bytes);
            }
        });
        platform.stores.db().records.forEach((id, stored) -> secret("record " + id, stored.record()));
    }

    private void secret(String where, byte[] bytes) {
        if (lookedAt.add(where) && new String(bytes, StandardCharsets.ISO_8859_1).contains(SimBidder.CANARY)) {
            throw new PlatformSimulation.Broken("no bid readable before deadline and quorum", "in " + where);
        }
    }

    private void noActIsDoubled(Db db) {
        var seen = new TreeSet<String>();
        for (var act : db.filed) {
            if (!seen.add(Commitment.hash(act.content()))) {
                throw new PlatformSimulation.Broken(
                        "no acknowledged bid lost or doubled", "an act of " + act.actor() + " counts twice");
            }
        }
    }

    void noActIsLostOrLate() {
        var db = platform.stores.db();
        for (var act : db.filed) {
            if (!db.records.get(act.record()).form().time().isBefore(SimPeople.DEADLINE)) {
                throw new PlatformSimulation.Broken(
                        "no bid is late", "an act of " + act.actor() + " was taken after the deadline");
            }
        }
        var there = new TreeSet<String>();
        db.filed.forEach(act -> there.add(Commitment.hash(act.content())));
        for (var bidder : bidders) {
            for (var content : bidder.acknowledged) {
                if (!there.contains(content)) {
                    throw new PlatformSimulation.Broken(
                            "no acknowledged bid lost or doubled", "an act of " + bidder + " is gone");
                }
            }
        }
    }

    /** The list is what was opened, and the product's replay finds nothing, with every receipt. */
    void replays(SimCase made) {
        noActIsLostOrLate();
        var db = platform.stores.db();
        var list = db.records.get(db.list).form().data(LotClosed.class);
        long listed = list.all().stream()
                .filter(row -> row.state() == CloseRow.State.LISTED)
                .map(CloseRow::bidder)
                .distinct()
                .count();
        if (listed != db.opened.size()) {
            throw new PlatformSimulation.Broken(
                    "lists are consistent", listed + " are listed, " + db.opened.size() + " were opened");
        }
        var receipts =
                bidders.stream().flatMap(bidder -> bidder.receipts.stream()).toList();
        var report = made.replay(receipts);
        if (report.exitCode() != 0) {
            throw new PlatformSimulation.Broken("replay passes", report.text());
        }
    }
}
