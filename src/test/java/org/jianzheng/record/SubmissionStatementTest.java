package org.jianzheng.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jianzheng.record.SubmissionStatement.Envelope;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionStatementTest {
    private static final String TEXT = "{\"envelopes\":[{\"header\":{\"hash\":\"" + hash(1) + "\",\"size\":5000},"
            + "\"openingKey\":\"" + hash(2) + "\",\"parts\":[{\"hash\":\"" + hash(3) + "\",\"size\":65720},"
            + "{\"hash\":\"" + hash(4) + "\",\"size\":8388792}],\"stage\":\"opening\"}],"
            + "\"id\":\"0195c2f0-0000-7000-8000-00000000000c\",\"lot\":\"" + FormsTest.LOT + "\","
            + "\"manifest\":\"" + hash(5) + "\",\"prev\":null,\"seq\":1,\"suite\":\"p256\","
            + "\"tender\":\"" + FormsTest.TENDER + "\",\"v\":1}";

    @Test
    void aStatementIsItsBytes() {
        var statement = SubmissionStatement.read(TEXT.getBytes(UTF_8));
        assertEquals(TEXT, new String(statement.bytes(), UTF_8));
        assertEquals(3, statement.objects().count());
        assertEquals(hash(1), statement.objects().findFirst().orElseThrow().hash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "v":1             | "v":2                | v
            "suite":"p256"    | "suite":"sm9"        | suite
            "suite":"p256"    | "suite":null         | suite
            "seq":1           | "seq":0              | seq
            "seq":1           | "seq":2              | prev
            "seq":1           | "seq":-1             | seq
            "size":5000       | "size":0             | header.size
            "size":5000       | "size":-1            | size
            "size":5000       | "size":1.0           |
            "size":65720      | "size":0             | parts.size
            "size":8388792    | "size":8389633       | parts.size
            "stage":"opening" | "stage":"Opening"    | stage
            "stage":"opening" | "stage":""           | stage
            00000003          | 0000003              | hash
            00000003          | 0000000A             | hash
            00000003          | 00000004             | envelopes
            00000002          | 0000002              | openingKey
            00000005          | 0000005              | manifest
            "v":1             | "supersedes":0,"v":1 |
            "prev":null,      | ''                   |
            """)
    void refusesAStatementWithOneWrongField(String right, String wrong, String field) {
        var text = TEXT.replaceFirst(java.util.regex.Pattern.quote(right), wrong);
        var problem = assertThrows(Problem.class, () -> SubmissionStatement.read(text.getBytes(UTF_8)));
        if (field != null) {
            assertEquals(field, problem.field());
        }
    }

    @Test
    void refusesAPrevAtTheFirstAct() {
        var text = TEXT.replace("\"prev\":null", "\"prev\":\"" + hash(9) + "\"");
        assertEquals(
                "prev",
                assertThrows(Problem.class, () -> SubmissionStatement.read(text.getBytes(UTF_8)))
                        .field());
    }

    @Test
    void severalEnvelopesNameTheirOwnManifestsAndTheStatementNone() {
        var statement = with(e -> envelopes(2, 1));
        var text = new String(statement.bytes(), UTF_8);
        assertEquals(2, text.split("\"manifest\"", -1).length - 1);
        assertEquals(statement, SubmissionStatement.read(statement.bytes()));
        assertEquals(hash(51), statement.manifest("stage-1"));
        assertEquals(hash(5), SubmissionStatement.read(TEXT.getBytes(UTF_8)).manifest("opening"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            two | ,"prev":null             | ,"manifest":"5","prev":null | manifest
            two | ,"prev":null             | ,"manifest":null,"prev":null |
            two | "manifest":"51",         | ''                          | envelopes.manifest
            two | "manifest":"51",         | "manifest":null,            | envelopes.manifest
            two | "manifest":"51",         | "manifest":"50",            | envelopes.manifest
            one | "manifest":"5",          | ''                          | manifest
            one | "manifest":"5",          | "manifest":null,            | manifest
            one | "openingKey"             | "manifest":"50","openingKey" | envelopes.manifest
            one | "openingKey"             | "manifest":null,"openingKey" |
            """)
    void manifestStandsWhereTheNumberOfEnvelopesSaysAndNowhereElse(
            String form, String right, String wrong, String field) {
        var text = form.equals("one")
                ? TEXT
                : new String(with(e -> envelopes(2, 1)).bytes(), UTF_8);
        var bent = text.replaceFirst(java.util.regex.Pattern.quote(full(right)), full(wrong));
        org.junit.jupiter.api.Assertions.assertNotEquals(text, bent);
        var problem = assertThrows(Problem.class, () -> SubmissionStatement.read(bent.getBytes(UTF_8)));
        assertEquals(field == null ? "record/json" : "record/field", problem.slug());
        assertEquals(field, problem.field());
    }

    /** The short numbers of the table as hashes. */
    private static String full(String text) {
        return java.util.regex.Pattern.compile("\"(\\d+)\"")
                .matcher(text)
                .replaceAll(found -> "\"" + hash(Integer.parseInt(found.group(1))) + "\"");
    }

    @Test
    void takesFourEnvelopesAndNoMore() {
        assertEquals(4, with(e -> envelopes(4, 1)).envelopes().size());
        assertThrows(Problem.class, () -> with(e -> envelopes(5, 1)));
        assertThrows(Problem.class, () -> with(e -> List.of()));
        assertThrows(Problem.class, () -> with(e -> List.of(e.get(0), e.get(0))));
    }

    @Test
    void takesAHundredThousandPartsInAllAndNoMore() {
        assertEquals(100_002, with(e -> envelopes(2, 50_000)).objects().count());
        assertThrows(Problem.class, () -> with(e -> envelopes(2, 50_001)));
        assertThrows(Problem.class, () -> with(e -> envelopes(1, 0)));
    }

    private static List<Envelope> envelopes(int count, int parts) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> new Envelope(
                        "stage-" + i,
                        hash(1),
                        new ObjectRef(hash(1000_000 * (i + 1)), 100),
                        parts == 0
                                ? Collections.emptyList()
                                : java.util.stream.IntStream.rangeClosed(1, parts)
                                        .mapToObj(p -> new ObjectRef(hash(1000_000 * (i + 1) + p), 200))
                                        .toList(),
                        count == 1 ? null : hash(50 + i)))
                .toList();
    }

    private static SubmissionStatement with(UnaryOperator<List<Envelope>> change) {
        var s = SubmissionStatement.read(TEXT.getBytes(UTF_8));
        return new SubmissionStatement(
                1,
                s.suite(),
                s.tender(),
                s.lot(),
                s.id(),
                1,
                null,
                change.apply(s.envelopes()).size() == 1 ? s.manifest() : null,
                change.apply(s.envelopes()));
    }

    private static String hash(int number) {
        return "%064d".formatted(number);
    }
}
