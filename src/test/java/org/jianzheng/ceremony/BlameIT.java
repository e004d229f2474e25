package org.jianzheng.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jianzheng.office.OfficeKeys;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.sealing.CeremonyMessage.Ack;
import org.jianzheng.sealing.CeremonyMessage.DealtShare;
import org.jianzheng.sealing.CeremonyMessage.Reveal;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.ShareEnvelope;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.witness.WitnessLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offices that lie or are silent while a key is made, against the real platform and real offices. */
@QuarkusTest
@TestProfile(WithOffices.class)
class BlameIT {
    private static final String LIAR = "jiwei";
    private static final String VICTIM = "caizheng";

    @Inject
    OpeningKeys keys;

    @Inject
    WitnessLog witness;

    @TestHTTPResource
    URI platform;

    private PlayedLot lot;

    @BeforeEach
    void start() {
        WithOffices.everyOfficeUp(platform);
        lot = new PlayedLot(keys, witness);
    }

    @Test
    void aDealerThatDealsAWrongShareIsReplaced() {
        OfficesResource.gate(LIAR).bend("/ceremony/commits", (body, office) -> dealWrongly(office.send(body)));
        lot.request(1).awaitKey();
        assertAbandoned("wrong-share", LIAR);
        assertEquals(Set.of(VICTIM, OfficesResource.DIALLING, OfficesResource.SPARE), custodians());
    }

    @Test
    void aComplaintAgainstAnHonestDealerNamesWhoComplains() {
        OfficesResource.gate(VICTIM).bend("/ceremony/reveals", (body, office) -> accuse(office.send(body), 1));
        lot.request(1).awaitKey();
        assertAbandoned("false-complaint", VICTIM);
        assertEquals(Set.of(LIAR, OfficesResource.DIALLING, OfficesResource.SPARE), custodians());
    }

    @Test
    void aRevealThatIsNotWhatWasCommittedToIsSeenAtOnce() {
        OfficesResource.gate(LIAR).bend("/ceremony/commits", (body, office) -> revealWrongly(office.send(body)));
        lot.request(1).awaitKey();
        assertAbandoned("wrong-reveal", LIAR);
        assertTrue(OfficesResource.gate(VICTIM).asked("/ceremony/reveals") > 0, "only of the second attempt");
        assertFalse(custodians().contains(LIAR));
    }

    @Test
    void anOfficeThatTakesNoPartIsReplacedByTheSpareAndBothInstancesAgree() {
        OfficesResource.gate(VICTIM).bend("*", Gate.FAILS);
        lot.request(1);
        var other = CompletableFuture.runAsync(lot::awaitKey);
        lot.awaitKey();
        other.join();
        assertAbandoned("silent", VICTIM);
        assertEquals(2, lot.records(RecordType.CEREMONY_PLAN).size());
        assertFalse(custodians().contains(VICTIM));
    }

    @Test
    void withoutEnoughOfficesItWaitsAndSaysWhatIsMissing() {
        for (var name : List.of(LIAR, OfficesResource.SPARE)) {
            OfficesResource.gate(name)
                    .bend("/ceremony/commits", (body, office) -> revealWrongly(office.send(body), name));
        }
        lot.request(1);
        Beats.until(keys, "two abandoned attempts", () -> progress().abandoned().size() == 2);
        keys.advance();
        assertEquals(2, progress().attempt());
        assertEquals("ceremony/abandoned", progress().step());
        assertTrue(
                progress().missing().contains("3 offices are needed, 2 may take part"),
                progress().missing());
        assertTrue(keys.stated(lot.lot, PlayedLot.STAGE).isEmpty());
        assertEquals(2, lot.records(RecordType.CEREMONY_PLAN).size());
    }

    @Test
    void withoutASpareASilentOfficeIsWaitedForAndTakenBackWhenItReturns() {
        OfficesResource.gate(OfficesResource.SPARE)
                .bend("/ceremony/commits", (body, office) -> revealWrongly(office.send(body), OfficesResource.SPARE));
        OfficesResource.gate(LIAR).bend("*", Gate.FAILS);
        lot.request(1);
        // Silent, so replaced; its replacement lies; there is no other any more than the one that was silent.
        Beats.until(keys, "the third attempt", () -> progress().attempt() == 3);
        assertEquals(
                List.of("silent", "wrong-reveal"),
                progress().abandoned().stream().map(Progress.Abandoned::reason).toList());
        Beats.until(keys, "its trouble", () -> progress().missing() != null);
        assertTrue(progress().missing().contains(LIAR), progress().missing());
        OfficesResource.gate(LIAR).straighten();
        lot.awaitKey();
        assertEquals(3, progress().attempt());
        assertTrue(custodians().contains(LIAR));
    }

    private Progress progress() {
        return keys.progress(lot.lot, PlayedLot.STAGE).orElseThrow();
    }

    private Set<String> custodians() {
        return lot.key().statement().custodians().stream()
                .map(CeremonyPlan.Custodian::name)
                .collect(Collectors.toSet());
    }

    /** Once, publicly, and never under the same ceremony id or with fewer offices. */
    private void assertAbandoned(String reason, String blamed) {
        var abandoned = progress().abandoned();
        assertEquals(1, abandoned.size(), abandoned::toString);
        assertEquals(reason, abandoned.get(0).reason());
        assertEquals(List.of(blamed), abandoned.get(0).blame());
        assertNotEquals(abandoned.get(0).ceremony(), lot.key().ceremony());
        assertEquals(3, lot.key().statement().n());
        var records = lot.records(RecordType.CEREMONY_ABANDONED);
        assertEquals(1, records.size());
        assertEquals(reason, records.get(0).form().data().path("reason").asText());
        assertEquals(1, records.get(0).form().data().path("blame").size());
    }

    /** The share for the victim is another one, and the dealer signs for just that envelope. */
    private static Gate.Passed dealWrongly(Gate.Passed passed) {
        var revealed = revealed(passed);
        if (revealed == null) {
            return passed;
        }
        var honest = SignedForm.read(revealed.message(), Reveal.class).form();
        var to = TrustFolder.read(OfficesResource.directory("trust"))
                .office(VICTIM)
                .encryption();
        var wrong = ShareEnvelope.seal(HexFormat.of().parseHex("07".repeat(32)), to, new java.security.SecureRandom());
        var envelopes = new ArrayList<OfficeCall.ShareTo>();
        var dealt = new ArrayList<DealtShare>();
        for (var share : revealed.shares()) {
            var envelope = share.to() == 2 ? wrong : share.envelope();
            envelopes.add(new OfficeCall.ShareTo(share.to(), envelope));
            dealt.add(DealtShare.of(share.to(), envelope));
        }
        var lie = new Reveal(
                1,
                "reveal",
                honest.ceremony(),
                honest.index(),
                honest.commitments(),
                honest.c(),
                honest.z(),
                honest.salt(),
                dealt);
        return answer(new OfficeCall.Revealed(lie.sign(signing(LIAR)), envelopes));
    }

    private static Gate.Passed revealWrongly(Gate.Passed passed) {
        return revealWrongly(passed, LIAR);
    }

    private static Gate.Passed revealWrongly(Gate.Passed passed, String liar) {
        var revealed = revealed(passed);
        if (revealed == null) {
            return passed;
        }
        var honest = SignedForm.read(revealed.message(), Reveal.class).form();
        var lie = new Reveal(
                1,
                "reveal",
                honest.ceremony(),
                honest.index(),
                honest.commitments(),
                honest.c(),
                honest.c(),
                honest.salt(),
                honest.shares());
        return answer(new OfficeCall.Revealed(lie.sign(signing(liar)), revealed.shares()));
    }

    private static OfficeCall.Revealed revealed(Gate.Passed passed) {
        return passed.status() == 200 ? Canonical.read(passed.body(), OfficeCall.Revealed.class) : null;
    }

    private static Gate.Passed accuse(Gate.Passed passed, int dealer) {
        if (passed.status() != 200) {
            return passed;
        }
        var honest = SignedForm.read(
                        Canonical.read(passed.body(), OfficeCall.Message.class).message(), Ack.class)
                .form();
        var lie = new Ack(1, "ack", honest.ceremony(), honest.index(), honest.transcript(), List.of(dealer));
        return answer(new OfficeCall.Message(lie.sign(signing(VICTIM))));
    }

    private static org.jianzheng.record.Signer signing(String office) {
        return OfficeKeys.signing(OfficesResource.directory(office));
    }

    private static Gate.Passed answer(Object body) {
        return new Gate.Passed(200, Canonical.write(body));
    }
}
