package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.record.Cms;
import org.jianzheng.sealing.Blame;
import org.jianzheng.sealing.CeremonyMessage;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.SignedForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeremoniesTest {
    @TempDir
    static Path home;

    private static TestOffices offices;

    private TestCeremony ceremony;
    private Instant now;

    @BeforeAll
    static void found() {
        offices = new TestOffices(home);
    }

    @AfterAll
    static void stop() {
        offices.close();
    }

    @BeforeEach
    void start() {
        now = offices.next();
        ceremony = new TestCeremony(offices, now.plus(Duration.ofDays(20)));
    }

    @Test
    void everyOfficeSignsTheSameKeyStatement() {
        var statements = ceremony.play();
        var first = SignedForm.read(statements.get(0), KeyStatement.class);
        for (int i = 0; i < 3; i++) {
            var signed = SignedForm.read(statements.get(i), KeyStatement.class);
            assertArrayEquals(first.content(), signed.content());
            assertEquals(offices.id(i), signed.signerId());
        }
        assertEquals(3, first.form().jointKey().n());
    }

    @Test
    void repeatsEachRoundByteForByteAcrossRestarts() {
        var commits = ceremony.plans();
        offices.restart(1);
        assertArrayEquals(commits.get(1), ceremony.plans().get(1));
        var revealed = ceremony.commits(commits);
        offices.restart(1);
        var again = ceremony.commits(commits);
        assertArrayEquals(revealed.get(1).message(), again.get(1).message());
        assertArrayEquals(
                revealed.get(1).shares().get(0).envelope(),
                again.get(1).shares().get(0).envelope());
        assertArrayEquals(ceremony.play().get(1), ceremony.play().get(1));
    }

    @Test
    void keepsNoSecretOfTheDealerAfterTheStatement() {
        ceremony.play();
        var place = offices.directory(0).resolve("ceremonies").resolve(ceremony.plan.ceremony());
        assertFalse(Files.exists(place.resolve("dealer")));
        assertFalse(Files.exists(place.resolve("share")));
    }

    @Test
    void aSecondPlanNeedsAHigherAttempt() {
        ceremony.plans();
        ceremony.plan = ceremony.plan(1, 1, ceremony.deadline);
        assertEquals(409, sendPlan(ceremony.plan).statusCode());
        assertEquals(200, sendPlan(ceremony.plan(2, 1, ceremony.deadline)).statusCode());
    }

    @Test
    void refusesAPlanThatThePlatformDidNotSeal() {
        var forged = ceremony.plan.sign(offices.entity);
        assertEquals(
                403,
                offices.post(0, "/ceremony/plan", new OfficeCall.Plan(forged)).statusCode());
    }

    @Test
    void refusesADeadlineThatIsOver() {
        assertEquals(400, sendPlan(ceremony.plan(1, 1, now)).statusCode());
    }

    @Test
    void refusesAnotherSetOfCommitsAfterItsReveal() {
        var commits = ceremony.plans();
        ceremony.commits(commits);
        var other = new ArrayList<>(commits);
        var lie = new CeremonyMessage.Commit(1, "commit", ceremony.plan.ceremony(), 2, "00".repeat(32));
        other.set(
                1,
                lie.sign(Identity.open(
                                offices.directory(1), Vault.open(offices.directory(1), Passphrase.of("correct horse")))
                        .signing()));
        var response = offices.post(0, "/ceremony/commits", new OfficeCall.Commits(ceremony.plan.ceremony(), other));
        assertEquals(409, response.statusCode());
        assertTrue(TestOffices.text(response).contains("answered-otherwise"));
    }

    @Test
    void refusesAShareThatThePlatformChanged() {
        var revealed = ceremony.commits(ceremony.plans());
        var call = ceremony.reveals(0, revealed);
        var swapped = List.of(
                new OfficeCall.ShareFrom(2, call.shares().get(1).envelope()),
                new OfficeCall.ShareFrom(3, call.shares().get(0).envelope()));
        var response =
                offices.post(0, "/ceremony/reveals", new OfficeCall.Reveals(call.ceremony(), call.reveals(), swapped));
        assertEquals(400, response.statusCode());
        assertTrue(TestOffices.text(response).contains("office/envelope"));
    }

    @Test
    void complainsOfADealerWhoseProofIsWrong() {
        var commits = ceremony.plans();
        var revealed = new ArrayList<>(ceremony.commits(commits));
        var signing = Identity.open(
                        offices.directory(2), Vault.open(offices.directory(2), Passphrase.of("correct horse")))
                .signing();
        var honest = SignedForm.read(revealed.get(2).message(), CeremonyMessage.Reveal.class)
                .form();
        var lie = new CeremonyMessage.Reveal(
                1,
                "reveal",
                honest.ceremony(),
                3,
                honest.commitments(),
                honest.c(),
                honest.c(),
                honest.salt(),
                honest.shares());
        revealed.set(
                2, new OfficeCall.Revealed(lie.sign(signing), revealed.get(2).shares()));
        var ack = ceremony.message(0, "/ceremony/reveals", ceremony.reveals(0, revealed));
        assertEquals(
                List.of(3),
                SignedForm.read(ack, CeremonyMessage.Ack.class).form().complaints());
    }

    @Test
    void showsWhatItDealtToWhoeverComplainsAndStatesNoKeyAfterThat() {
        var revealed = ceremony.commits(ceremony.plans());
        var acks = new ArrayList<>(
                TestCeremony.each(i -> ceremony.message(i, "/ceremony/reveals", ceremony.reveals(i, revealed))));
        var honest = List.copyOf(acks);
        assertEquals(400, complain(honest).statusCode());
        var ack = SignedForm.read(acks.get(1), CeremonyMessage.Ack.class).form();
        var lie = CeremonyMessage.Ack.of(ceremony.plan, 2, ack.transcript(), List.of(1));
        acks.set(1, lie.sign(signing(1)));
        offices.restart(0);
        var answer = SignedForm.read(
                        offices.ok(complain(acks), OfficeCall.Message.class).message(), CeremonyMessage.Justify.class)
                .form();
        assertEquals(List.of(2), answer.shares().stream().map(s -> s.to()).toList());
        var accused = SignedForm.read(revealed.get(0).message(), CeremonyMessage.Reveal.class)
                .form();
        var to = offices.trust.office("office-b").encryption();
        assertEquals(
                new Blame(Blame.Fault.FALSE_COMPLAINT, 2), Blame.ofComplaint(ceremony.plan, accused, 2, answer, to));
        var call = new OfficeCall.Acks(ceremony.plan.ceremony(), honest);
        var response = offices.post(0, "/ceremony/acks", call);
        assertEquals(409, response.statusCode());
        assertTrue(TestOffices.text(response).contains("has failed"));
    }

    @Test
    void refusesAComplaintThatNoOfficeOfTheCeremonySigned() {
        var revealed = ceremony.commits(ceremony.plans());
        var ack = ceremony.message(1, "/ceremony/reveals", ceremony.reveals(1, revealed));
        var transcript = SignedForm.read(ack, CeremonyMessage.Ack.class).form().transcript();
        var lie = CeremonyMessage.Ack.of(ceremony.plan, 2, transcript, List.of(1));
        assertEquals(400, complain(List.of(lie.sign(offices.entity))).statusCode());
        assertEquals(400, complain(List.of(lie.sign(signing(2)))).statusCode());
        assertEquals(200, complain(List.of(lie.sign(signing(1)))).statusCode());
    }

    @Test
    void aHigherAttemptEndsTheSecretsOfTheLowerOne() {
        ceremony.plans();
        var dealer = offices.directory(0)
                .resolve("ceremonies")
                .resolve(ceremony.plan.ceremony())
                .resolve("dealer");
        assertTrue(Files.exists(dealer));
        assertEquals(200, sendPlan(ceremony.plan(2, 1, ceremony.deadline)).statusCode());
        assertFalse(Files.exists(dealer));
    }

    private java.net.http.HttpResponse<byte[]> complain(List<byte[]> acks) {
        return offices.post(0, "/ceremony/complaints", new OfficeCall.Acks(ceremony.plan.ceremony(), acks));
    }

    private static org.jianzheng.record.Signer signing(int i) {
        return Identity.open(offices.directory(i), Vault.open(offices.directory(i), Passphrase.of("correct horse")))
                .signing();
    }

    private java.net.http.HttpResponse<byte[]> sendPlan(CeremonyPlan plan) {
        var signed = plan.sign(offices.seal);
        assertEquals(
                plan.ceremony(),
                org.jianzheng.record.Commitment.hash(Cms.verify(signed).content()));
        return offices.post(0, "/ceremony/plan", new OfficeCall.Plan(signed));
    }
}
