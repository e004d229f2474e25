package org.jianzheng.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormsTest {
    static final TenderId TENDER = TenderId.fromString("0195c2f0-0000-7000-8000-00000000000a");
    static final LotId LOT = LotId.fromString("0195c2f0-0000-7000-8000-00000000000b");

    private static final String RECORD = "{\"act\":null,\"actor\":\"platform\",\"data\":{\"listed\":2},"
            + "\"id\":\"0195c2f0-0000-7000-8000-000000000001\",\"lot\":\"" + LOT + "\",\"tender\":\"" + TENDER + "\","
            + "\"time\":\"2026-03-23T01:30:00.000Z\",\"type\":\"session.opened\",\"v\":1}";

    @Test
    void aRecordIsItsBytes() {
        var record = WitnessRecord.read(RECORD.getBytes(UTF_8));
        assertEquals(RECORD, new String(record.bytes(), UTF_8));
        assertEquals(RecordType.SESSION_OPENED, record.type());
        assertEquals(record, WitnessRecord.read(record.bytes()));
        assertTrue(record.signedAct().isEmpty());
    }

    @Test
    void theTimeOfARecordIsCutToTheMillisecond() {
        var fine = new WitnessRecord(
                1,
                "0195c2f0-0000-7000-8000-000000000001",
                RecordType.SESSION_OPENED,
                TENDER,
                LOT,
                WitnessRecord.PLATFORM,
                Instant.parse("2026-03-23T01:30:00.000999Z"),
                Canonical.tree(Map.of("listed", 2)),
                null);
        assertEquals(RECORD, new String(fine.bytes(), UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "v":1                      | "v":2                     | v
            "actor":"platform"         | "actor":"operator"        | actor
            "type":"session.opened"    | "type":"session.invented" | type
            "data":{"listed":2}        | "data":[]                 | data
            "data":{"listed":2}        | "data":null               | data
            "id":"0195c2f0-0           | "id":"0195C2F0-0          | id
            00000000000a"              | 00000000000A"             | tender
            "time":"2026-03-23T01:30:00.000Z" | "time":"2026-03-23T01:30:00Z" |
            "time":"2026-03-23T01:30:00.000Z" | "time":1774229400000  |
            "tender":"0195c2f0-0000-7000-8000-00000000000a" | "tender":null | tender
            """)
    void refusesARecordWithOneWrongField(String right, String wrong, String field) {
        var changed = RECORD.replace(right, wrong);
        assertNotEquals(RECORD, changed);
        var problem = assertThrows(Problem.class, () -> WitnessRecord.read(changed.getBytes(UTF_8)));
        if (field != null) {
            assertEquals(field, problem.field());
        }
    }

    @Test
    void anActIsItsOwnAndFitsItsCommandOnly() {
        var act = Act.of(Act.BID_WITHDRAW, TENDER, LOT, new WithdrawalData(2, "a".repeat(64), null));
        assertEquals(act, Act.read(act.bytes()));
        assertEquals(2, act.data(WithdrawalData.class).seq());
        assertNotEquals(
                act.nonce(), Act.of(Act.BID_WITHDRAW, TENDER, LOT, Map.of()).nonce());
        assertEquals(act, act.require(Act.BID_WITHDRAW, TENDER, LOT));
        assertThrows(Problem.class, () -> act.require(Act.LOT_CLOSE, TENDER, LOT));
        assertThrows(Problem.class, () -> act.require(Act.BID_WITHDRAW, TENDER, null));
    }

    @Test
    void aRecordGivesBackItsVerifiedAct() {
        var signer = new TrustFixture().signer("张三", Usage.SIGNING);
        var act = Act.of(Act.LOT_CLOSE, TENDER, LOT, Map.of());
        var record = new WitnessRecord(
                1,
                "0195c2f0-0000-7000-8000-000000000001",
                RecordType.LOT_CLOSED,
                TENDER,
                LOT,
                Certificates.id(signer.certificate()),
                Instant.parse("2026-03-23T01:30:00Z"),
                Canonical.tree(Map.of()),
                Cms.sign(act.bytes(), signer));
        var read = WitnessRecord.read(record.bytes());
        assertEquals(record, read);
        assertEquals(act, Act.read(read.signedAct().orElseThrow().content()));
    }

    @Test
    void withdrawalNeedsSomethingToWithdraw() {
        assertThrows(Problem.class, () -> new WithdrawalData(1, null, null));
        assertThrows(Problem.class, () -> new WithdrawalData(2, null, null));
        assertThrows(Problem.class, () -> new WithdrawalData(2, "a".repeat(64), " "));
    }

    /** SHA-256 of 32 zero bytes and the two bytes of {}, computed with sha256sum. */
    @Test
    void theEntryCoversSaltThenRecord() {
        var entry = "fb1634c4e6cd4b1f1afe3ce2d6ef080f7ac5d1f357d723ad4dfca782733b62db";
        assertEquals(entry, Commitment.entryHex(new byte[32], "{}".getBytes(UTF_8)));
        assertEquals(entry, HexFormat.of().formatHex(Commitment.entry(new byte[32], "{}".getBytes(UTF_8))));
        assertThrows(Problem.class, () -> Commitment.entry(new byte[31], new byte[0]));
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Commitment.hash(new byte[0]));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            bid.submitted,       ACTOR_ONLY,            OPENING
            bid.withdrawn,       ACTOR_ONLY,            OPENING
            bid.refused,         ACTOR_ONLY,            OPENING
            bid.incomplete,      ACTOR_ONLY,            OPENING
            document.downloaded, ACTOR_ONLY,            OPENING
            question.asked,      ACTOR_ONLY,            OPENING
            session.signed-in,   ACTOR_ONLY,            OPENING
            lot.closed,          NOBODY,                OPENING
            outage.outside,      NOBODY,                OPENING
            outage.decided,      PUBLIC,                AT_ONCE
            stage.index,         NOBODY,                OPENING
            office.bound,        NOBODY,                OPENING
            lot.not-opened,      SUPERVISORS,           NEVER
            log.cover,           NOBODY,                NEVER
            key.stated,          ACTOR_AND_SUPERVISORS, PUBLICATION
            tender.published,    PUBLIC,                AT_ONCE
            bid.opened,          PUBLIC,                AT_ONCE
            """)
    void nothingThatTiesAPartyToALotIsSeenByOthersBeforeItsOpening(
            String type, Audience audience, RecordType.Disclosure disclosure) {
        assertEquals(audience, RecordType.of(type).audience());
        assertEquals(disclosure, RecordType.of(type).disclosure());
    }

    @Test
    void onlyPublicTypesAreDisclosedAtOnce() {
        for (var type : RecordType.values()) {
            assertEquals(type.audience() == Audience.PUBLIC, type.disclosure() == RecordType.Disclosure.AT_ONCE);
            assertEquals(type, RecordType.of(type.wire()));
        }
    }

    /** The table of types in the protocol is the enum: names in order, audiences, what makes each public. */
    @Test
    void theProtocolListsEveryTypeAsItIs() throws Exception {
        var marks = Map.of("●", "AT_ONCE", "P", "PUBLICATION", "O", "OPENING", "–", "NEVER");
        var documented = new TreeMap<String, String>();
        var text = Files.readString(Path.of("docs/protocols/records.md"));
        for (var line : text.substring(text.indexOf("## 12. Types")).split("\n")) {
            var cells = line.split(" *\\| *");
            if (!line.startsWith("| `")) {
                continue;
            }
            var first = cells[1].replace("`", "").split(" ");
            for (var name : first) {
                var wire = name.startsWith(".") ? first[0].replaceFirst("\\..*", "") + name : name;
                documented.put(wire, cells[5].split(" ")[0] + " " + marks.get(cells[6]));
            }
        }
        var built = new TreeMap<String, String>();
        for (var type : RecordType.values()) {
            built.put(type.wire(), type.audience() + " " + type.disclosure());
        }
        assertEquals(built, documented);
    }

    @Test
    void aStageIndexAscends() {
        var one = new LogIndex(1, "a".repeat(64));
        var two = new LogIndex(2, "b".repeat(64));
        var index = new StageIndex("close", List.of(one, two));
        assertEquals(index, Canonical.read(Canonical.write(index), StageIndex.class));
        assertThrows(Problem.class, () -> new StageIndex("close", List.of(two, one)));
        assertThrows(Problem.class, () -> new StageIndex("close", List.of(one, one)));
        assertThrows(Problem.class, () -> new StageIndex("close", Collections.singletonList(null)));
    }

    @Test
    void theChainCountsWhatIsInTheLog() {
        var first = "first".getBytes(UTF_8);
        var chain = Chain.EMPTY.then(1, null, first);
        assertEquals(new Chain(1, Commitment.hash(first)), chain);
        var second = chain.then(2, Commitment.hash(first), "second".getBytes(UTF_8));
        assertEquals(3, second.nextSeq());
        var gap = assertThrows(Problem.class, () -> chain.then(3, Commitment.hash(first), first));
        assertEquals(409, gap.status());
        assertEquals(2, gap.members().get("seq"));
        assertEquals(Commitment.hash(first), gap.members().get("prev"));
        assertThrows(Problem.class, () -> chain.then(2, Commitment.hash("other".getBytes(UTF_8)), first));
        assertThrows(Problem.class, () -> chain.then(1, null, first));
    }
}
