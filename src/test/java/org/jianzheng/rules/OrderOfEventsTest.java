package org.jianzheng.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sequences are written in short: {@code K}ey stated, tender {@code P}ublished, {@code X} extended, {@code Q}
 * clarification, bids of {@code a b c d}, {@code -a} withdrawn, {@code R}efused, lot {@code C}losed, {@code N}ot opened,
 * share rele{@code S}ed, {@code O1} bid 1 opened, {@code F1} failed, session opened {@code B}, {@code T} read out,
 * {@code Y} confirmed, {@code J} objection, {@code A}nswer, opening record {@code E}. {@code |} is the deadline.
 */
class OrderOfEventsTest {
    private static final Instant DEADLINE = Instant.parse("2026-03-24T01:30:00Z");
    private static final Procedure PROCEDURE =
            Rulebook.load(Path.of("bid-rules")).procedure("engineering-open-tender", LocalDate.of(2026, 3, 4));
    private static final String LAWFUL = "K P a b Q a c R | R C S B S O1 O2 F3 T Y J A Y E I";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            K P a b a c | C S B O1 O2 F3 T Y J A E I        ;
            K P a b c -c | C N I                            ;
            K P a b c -c c | C S O1 O2 O3 T E               ;
            K P X a b c | C S                               ;
            K P a b c | R C R S O1 R                        ;
            K P L a M L b c | L C                           ;
            P K a                                           ; key-before-publication
            K P P                                           ; published-twice
            K | P                                           ; published-after-deadline
            K a P                                           ; before-publication
            K Q P                                           ; before-publication
            K P a | b                                       ; submission-at-or-after-deadline
            K P a | -a                                      ; submission-at-or-after-deadline
            K P a b c C | S                                 ; closed-before-deadline
            K P a b c | C C                                 ; closed-twice
            K P a b c | C d                                 ; submission-after-close submission-at-or-after-deadline
            K P a b c | C Q                                 ; documents-after-close
            K P a | X                                       ; extended-after-deadline
            K P Z                                           ; deadline-earlier
            K P a b c | S C                                 ; before-close
            K P a b c | N                                   ; before-close
            K P a b c | C N                                 ; not-opened-with-enough-bids
            K P a b c | C4 S                                ; list-differs
            K P a b | C S                                   ; opened-with-too-few-bids
            K P a b | C N S                                 ; after-not-opened opened-with-too-few-bids
            K P a b | C N B                                 ; after-not-opened
            K P a b c | C O1                                ; opened-before-shares
            K P a b c | C S O1 O1                           ; outcome-twice
            K P a b c | C S O1 F1                           ; outcome-twice
            K P a b c | C S O1 O2 O3 O4                     ; unlisted-opened
            K P a b c | C S O1 O2 T                         ; read-out-before-opening
            K P a b c | C S O1 O2 O3 T O4                   ; opened-after-read-out unlisted-opened
            K P a b c | C S O1 O2 O3 Y                      ; confirmed-before-read-out
            K P a b c | C S O1 O2 O3 E                      ; record-before-read-out
            K P a b c | C S O1 O2 O3 T J E                  ; objection-unanswered
            K P a b c | C S O1 O2 O3 T A                    ; answer-without-objection
            K P a b c | C S O1 O2 O3 T Ya Yb Jc A e         ;
            K P a b c | C S O1 O2 O3 T Ya Yb e              ; objections-cut-short
            K P a b c | C S O1 O2 O3 T Ya Ya Ya e           ; objections-cut-short
            K P a b c | C S O1 O2 O3 T Va                   ; confirmed-too-late
            K P a b c | C S O1 O2 O3 T E Y                  ; after-record
            K P B a b c | C                                 ; session-before-deadline
            K P G                                           ; incomplete-before-deadline
            K P W                                           ; unknown-type
            """)
    void findsWhatIsOutOfOrder(String sequence, String expected) {
        var names = OrderOfEvents.check(PROCEDURE, events(sequence)).stream()
                .map(OrderOfEvents.Violation::rule)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected == null ? "" : expected, String.join(" ", names), sequence);
    }

    @Test
    void everyPrefixOfALawfulLotIsLawful() {
        var all = events(LAWFUL);
        for (int length = 0; length <= all.size(); length++) {
            assertEquals(List.of(), OrderOfEvents.check(PROCEDURE, all.subList(0, length)));
        }
    }

    @Test
    void theIndexDecidesNotTheOrderOfTheList() {
        var reversed = new ArrayList<>(events(LAWFUL));
        java.util.Collections.reverse(reversed);
        assertEquals(List.of(), OrderOfEvents.check(PROCEDURE, reversed));
    }

    @Test
    void twoEventsCannotHaveOneIndex() {
        var events = new ArrayList<>(events("K"));
        events.add(events.get(0));
        assertEquals(
                "index-twice", OrderOfEvents.check(PROCEDURE, events).get(0).rule());
    }

    @Test
    void withheldActorsSilenceTheCountOfTheList() {
        var anonymous = events("K P a b c | C4 S").stream()
                .map(event -> event.actor(null))
                .toList();
        assertEquals(List.of(), OrderOfEvents.check(PROCEDURE, anonymous));
    }

    @Test
    void aViolationNamesArticleAndWords() {
        var found = OrderOfEvents.check(PROCEDURE, events("K P a b | C S")).get(0);
        assertEquals("招标投标法实施条例 第四十四条", found.article());
        assertTrue(found.what().zh().contains("少于 3 个"));
        assertTrue(found.toString().contains("fewer than 3 bids"));
    }

    private static List<Event> events(String sequence) {
        var events = new ArrayList<Event>();
        boolean late = false;
        for (var word : sequence.trim().split(" +")) {
            if (word.equals("|")) {
                late = true;
            } else {
                var at = late ? DEADLINE.plusSeconds(events.size()) : DEADLINE.minusSeconds(1000 - events.size());
                events.add(event(word, at, events.size()));
            }
        }
        return events;
    }

    private static Event event(String word, Instant at, long index) {
        if (word.matches("-?[a-d]")) {
            var type = word.startsWith("-") ? "bid.withdrawn" : "bid.submitted";
            return Event.of(type, at, index).actor(word.substring(word.length() - 1));
        }
        var rest = word.substring(1);
        return switch (word.charAt(0)) {
            case 'P' -> Event.of("tender.published", at, index).deadline(DEADLINE);
            case 'X' -> Event.of("tender.extended", at, index).deadline(DEADLINE.plusSeconds(1));
            case 'Z' -> Event.of("tender.extended", at, index).deadline(DEADLINE);
            case 'O' -> Event.of("bid.opened", at, index).bid(rest);
            case 'F' -> Event.of("bid.failed", at, index).bid(rest);
            case 'E' -> Event.of("session.record", at.plusSeconds(300), index);
            case 'e' -> Event.of("session.record", at, index);
            case 'V' ->
                Event.of("session.confirmed", at.plusSeconds(601), index).actor(rest);
            case 'Y' -> Event.of("session.confirmed", at, index).actor(rest);
            case 'J' -> Event.of("session.objection", at, index).actor(rest);
            case 'C' ->
                rest.isEmpty()
                        ? Event.of("lot.closed", at, index)
                        : Event.of("lot.closed", at, index).listed(Integer.parseInt(rest));
            default -> Event.of(plain(word.charAt(0)), at, index);
        };
    }

    private static String plain(char letter) {
        return switch (letter) {
            case 'K' -> "key.stated";
            case 'Q' -> "clarification.issued";
            case 'R' -> "bid.refused";
            case 'N' -> "lot.not-opened";
            case 'S' -> "office.released";
            case 'B' -> "session.opened";
            case 'T' -> "session.read-out";
            case 'A' -> "session.answer";
            case 'I' -> "stage.index";
            case 'L' -> "log.cover";
            case 'M' -> "sandbox.moved";
            case 'G' -> "bid.incomplete";
            default -> "something.else";
        };
    }
}
