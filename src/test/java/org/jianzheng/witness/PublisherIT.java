package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jianzheng.Administrator;
import org.jianzheng.StoresResource;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.SignedNote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class PublisherIT {
    @Inject
    LogFixture fixture;

    @TempDir
    Path trust;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final PlayedOffice justice = new PlayedOffice("justice-" + run);
    private final PlayedOffice audit = new PlayedOffice("audit-" + run);
    private final PlayedOffice notary = new PlayedOffice("notary-" + run);
    private final List<PlayedOffice> played = List.of(justice, audit, notary);
    private final List<String> names =
            played.stream().map(office -> office.name).toList();
    private Policy policy;
    private Publisher publisher;

    @BeforeEach
    void rest() throws IOException {
        fixture.rest();
        policy = Policy.parse("log " + fixture.log.vkey() + "\n"
                + String.join(
                        "",
                        played.stream()
                                .map(office -> "witness w-" + office.name + " "
                                        + office.signer.vkey().format() + "\n")
                                .toList())
                + "group offices 2 w-" + String.join(" w-", names) + "\nquorum offices\n");
        Files.write(trust.resolve("policy.txt"), policy.bytes());
        Files.write(
                trust.resolve("offices.json"),
                Canonical.write(played.stream()
                        .map(office -> Map.of(
                                "name",
                                office.name,
                                "cosigner",
                                office.signer.vkey().format()))
                        .toList()));
        publisher = publisher(fixture.clock);
        grow();
    }

    @AfterEach
    void goOn() {
        fixture.state.reset();
        fixture.beat.start();
    }

    @Test
    void publishesOnlyWithTheQuorum() {
        audit.mood = PlayedOffice.Mood.SILENT;
        notary.mood = PlayedOffice.Mood.SILENT;
        assertFalse(publisher.round());

        notary.mood = PlayedOffice.Mood.GOOD;
        assertTrue(publisher.round());
        var head = fixture.log.latestPublished().orElseThrow();
        assertEquals(fixture.size(), head.size());
        var verified = policy.verify(SignedNote.parse(head.note().getBytes(StandardCharsets.UTF_8)));
        assertEquals(Set.of("w-" + justice.name, "w-" + notary.name), verified.cosigners());
        assertEquals(1, justice.asked, "who has cosigned this head is not asked again");
        assertFalse(publisher.round(), "the log has not grown");
    }

    @Test
    void asksOnceMoreFromTheSizeThatAnOfficeKnows() {
        assertTrue(publisher.round());
        grow();
        // As after a restore of the office's backup: it knows the first head of this log only.
        var first = fixture.database
                .first(
                        "SELECT size, root FROM witness_head ORDER BY size LIMIT 1",
                        row -> new Fence.Mark(row.getLong(1), row.getBytes(2)))
                .orElseThrow();
        justice.known = first.size();
        justice.root = first.root();
        assertTrue(publisher.round());
        assertEquals(fixture.size(), justice.known);
        assertEquals(3, justice.asked);
    }

    /** At a deadline no later head may come: without it the closing checkpoint would lack its quorum for good. */
    @Test
    void getsTheCosignatureOfAHeadThatAnOfficeSignedWhileItsAnswerWasLost() {
        var lines = List.of(justice, audit, notary);
        lines.forEach(office -> office.mood = PlayedOffice.Mood.LOSING_ANSWERS);
        assertFalse(publisher.round());
        lines.forEach(office -> office.mood = PlayedOffice.Mood.GOOD);
        assertTrue(publisher(fixture.clock).round());
        assertEquals(3, fixture.heads.linesOf(fixture.size()).size());
        assertFalse(fixture.state.isReadOnly());
    }

    @Test
    void leavesOutACosignatureThatDoesNotVerify() {
        justice.mood = PlayedOffice.Mood.FORGING;
        audit.mood = PlayedOffice.Mood.FORGING;
        assertFalse(publisher.round());
        assertEquals(
                List.of(notary.name),
                fixture.heads.linesOf(fixture.size()).stream()
                        .map(Heads.Line::office)
                        .toList());
        assertFalse(fixture.state.isReadOnly());
    }

    @Test
    void stopsWhenAnOfficeShowsAHeadThatThisDatabaseLost() {
        justice.mood = PlayedOffice.Mood.CLAIMING_MORE;
        justice.remember(fixture.key.sign(fixture.size() + 100, new byte[32]));
        assertFalse(publisher.round());
        assertTrue(fixture.state.alarm().orElseThrow().contains(justice.name));
        assertThrows(Problem.class, () -> fixture.append());
    }

    @Test
    void isNotStoppedByAnOfficeThatOnlyClaimsMore() {
        justice.mood = PlayedOffice.Mood.CLAIMING_MORE;
        assertTrue(publisher.round(), "the other two make the quorum");
        assertFalse(fixture.state.isReadOnly());
    }

    @Test
    void asksNobodyWhileTheSandboxMoves() throws IOException {
        var sandbox = new SandboxClock(Files.createDirectories(trust.resolve("sandbox")));
        sandbox.heartbeat("slow-instance");
        sandbox.moveTo(sandbox.instant().plus(Duration.ofHours(1)));
        assertFalse(publisher(sandbox).round());
        assertEquals(0, justice.asked);
        sandbox.heartbeat("slow-instance");
        assertTrue(publisher(sandbox).round());
    }

    @Test
    void findsTheClosingCheckpointByTheOfficesOwnTimes() {
        var deadline = Instant.ofEpochSecond(1_774_000_100L);
        var inTime = cosignAt(deadline, deadline, deadline.plusSeconds(9));
        var oneLate = cosignAt(deadline, deadline.plusSeconds(1), deadline.plusSeconds(9));
        cosignAt(deadline.plusSeconds(9), deadline.plusSeconds(9), deadline.plusSeconds(9));

        assertEquals(inTime, closing(2, deadline).orElseThrow().size());
        assertEquals(inTime, closing(2, deadline.plusMillis(999)).orElseThrow().size());
        assertEquals(oneLate, closing(2, deadline.plusSeconds(1)).orElseThrow().size());
        assertEquals(oneLate, closing(1, deadline).orElseThrow().size());
        assertEquals(Optional.empty(), closing(3, deadline.plusSeconds(8)));
        assertEquals(Optional.empty(), closing(1, deadline.minusMillis(1)));

        var head = closing(2, deadline).orElseThrow();
        assertEquals(Map.of(justice.name, deadline, audit.name, deadline), head.times());
        var verified = policy.verify(SignedNote.parse(head.note().getBytes(StandardCharsets.UTF_8)));
        assertArrayEquals(head.root(), verified.checkpoint().root());
        assertEquals(
                inTime,
                fixture.log
                        .cosignedAbove(inTime - 1, names, 2, deadline)
                        .orElseThrow()
                        .size());
        assertEquals(Optional.empty(), fixture.log.cosignedAbove(inTime, names, 2, deadline));
        assertEquals(
                3,
                fixture.log.cosignedHeads(deadline, deadline.plusSeconds(9)).stream()
                        .filter(each -> each.times().containsKey(justice.name))
                        .count());
    }

    @Test
    void takesCosignaturesBackFromTheirCopiesAfterARestore() throws SQLException {
        var deadline = Instant.ofEpochSecond(1_774_100_100L);
        var closed = cosignAt(deadline, deadline, deadline.plusSeconds(9));
        var note = closing(2, deadline).orElseThrow().note();
        try (var administrator = new Administrator()) {
            administrator
                    .disarm("witness_cosignature")
                    .change("DELETE FROM witness_cosignature WHERE size = ?", closed);
            administrator.arm("witness_cosignature");
        }
        assertTrue(closing(2, deadline).filter(head -> head.size() == closed).isEmpty());
        copies().restore();
        assertEquals(note, closing(2, deadline).orElseThrow().note());
    }

    @Test
    void countsNoCosignatureWhoseCopyFailedAndAsksAgainWhetherItWasDoneOrNot() {
        for (var done : List.of(false, true)) {
            grow();
            assertThrows(
                    Problem.class, () -> publisher(fixture.clock, lost(done)).round());
            assertEquals(List.of(), fixture.heads.linesOf(fixture.size()));
            assertTrue(publisher.round());
            assertEquals(3, fixture.heads.linesOf(fixture.size()).size());
        }
        copies().restore();
        assertFalse(fixture.state.isReadOnly(), "a copy that was written and not counted says nothing false");
    }

    /** Copies whose write fails, before or after it was done. */
    private CosignatureCopies lost(boolean done) {
        return new CosignatureCopies(fixture.objects, fixture.heads, offices(), fixture.key) {
            @Override
            void write(SignedHead head, List<Heads.Line> lines) {
                if (done) {
                    super.write(head, lines);
                }
                throw Problem.of("storage/unavailable").status(503).detail("The answer of the store was lost.");
            }
        };
    }

    private Optional<CosignedHead> closing(int t, Instant notAfter) {
        return fixture.log.largestCosigned(names, t, notAfter);
    }

    /** A new head, cosigned at these times by justice, audit and notary. */
    private long cosignAt(Instant... times) {
        grow();
        for (int i = 0; i < times.length; i++) {
            played.get(i).now = times[i];
        }
        assertTrue(publisher.round());
        return fixture.size();
    }

    private void grow() {
        fixture.append(1);
        fixture.step();
    }

    private Publisher publisher(Clock clock) {
        return publisher(clock, copies());
    }

    private Publisher publisher(Clock clock, CosignatureCopies copies) {
        var cosigning = new Cosigning(new Played(), fixture.tiles, fixture.heads, fixture.key, fixture.state);
        return new Publisher(fixture.database, fixture.heads, offices(), cosigning, copies, fixture.state, clock);
    }

    private CosignatureCopies copies() {
        return new CosignatureCopies(fixture.objects, fixture.heads, offices(), fixture.key);
    }

    private Offices offices() {
        var offices = new Offices(Optional.of(trust.toString()), "unused");
        offices.load();
        return offices;
    }

    private final class Played implements Cosigners {
        @Override
        public CompletionStage<Answer> addCheckpoint(Office office, byte[] body) {
            return of(office).addCheckpoint(body);
        }

        @Override
        public CompletionStage<Answer> lastCheckpoint(Office office, String origin) {
            return of(office).lastCheckpoint();
        }

        private PlayedOffice of(Office office) {
            return played.stream()
                    .filter(each -> each.name.equals(office.name()))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
