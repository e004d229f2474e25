package org.jianzheng.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

class OpeningRecordTest {
    private final PlayedSession session = new PlayedSession();

    @Test
    void equalRecordsGiveEqualBytesThatReadBack() {
        var once = session.speak().record();
        assertArrayEquals(once.bytes(), session.record().bytes());
        assertArrayEquals(once.bytes(), OpeningRecord.read(once.bytes()).bytes());
    }

    @Test
    void everythingSaidChangesTheRecord() {
        var before = session.record().bytes();
        session.confirm(0);
        assertFalse(Arrays.equals(before, session.record().bytes()));
    }

    @Test
    void officeThatReleasesAfterTheOpeningChangesNothing() {
        var before = session.record();
        session.release("总工会");
        assertArrayEquals(before.bytes(), session.record().bytes());
        assertEquals(List.of("公证处", "纪检监察组"), before.offices());
    }

    @Test
    void objectionStandsBesideItsAnswer() {
        session.objectTo("异议");
        assertNull(session.record().objections().get(0).answer());
        session.answer("答复");
        assertEquals("答复", session.record().objections().get(0).answer().text());
        assertEquals(
                "武汉市城市建设投资开发集团有限公司",
                session.record().objections().get(0).answer().organisation());
    }

    @Test
    void namesTheListAndWhoSignedIn() {
        var record = session.record();
        assertEquals("5a".repeat(32), record.list());
        assertEquals(3, record.listed());
        assertEquals(3, record.signIns().size());
        assertEquals(PlayedSession.DEADLINE, record.deadline());
    }

    @Test
    void thereIsNoneBeforeTheReadOut() {
        session.records.removeIf(r -> r.type() == RecordType.SESSION_READ_OUT);
        var refusal = assertThrows(Problem.class, session::record);
        assertEquals("record/opening-record", refusal.slug());
    }

    @Test
    void rowsHoldTheColumnsOfTheProcedureAndNothingElse() {
        var rows = ReadOut.rows(PlayedSession.COLUMNS, session.records);
        assertEquals(
                Map.of(
                        "bidder", "长江第一建筑工程有限公司",
                        "price", "4912345678",
                        "period", "180",
                        "quality", "符合国家验收规范合格标准",
                        "projectManager", "欧阳建国"),
                rows.get(0).values());
        assertEquals(List.of(1, 2, 3), rows.stream().map(ReadOut.Row::no).toList());
    }

    @Test
    void columnMayNameAnItemThatTheTenderAdded() {
        var columns = List.of(
                new ReadOut.Column("coefficient", "系数", "text"),
                new ReadOut.Column("projectManagerCertificate", "注册编号", "text"),
                new ReadOut.Column("absent", "无", "text"));
        assertEquals(
                Map.of("coefficient", "0.95", "projectManagerCertificate", "鄂142201900001", "absent", ""),
                ReadOut.rows(columns, session.records).get(0).values());
    }

    @Test
    void failedBidIsRevokedWhenItWasItsBiddersCause() {
        var failed = ReadOut.rows(PlayedSession.COLUMNS, session.records).get(1);
        assertNull(failed.values());
        assertEquals("鄂东市政集团有限公司", failed.bidder());
        assertEquals(ReadOut.Effect.REVOKED, failed.failure().effect());
        assertEquals("视为撤回", ReadOut.Effect.of("platform").chinese());
        assertEquals(ReadOut.Effect.UNDECIDED, ReadOut.Effect.of("unknown"));
    }
}
