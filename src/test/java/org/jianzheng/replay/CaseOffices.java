package org.jianzheng.replay;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Signer;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.sealing.CeremonyMessage;
import org.jianzheng.sealing.CeremonyMessage.Ack;
import org.jianzheng.sealing.CeremonyMessage.Commit;
import org.jianzheng.sealing.CeremonyMessage.DealtShare;
import org.jianzheng.sealing.CeremonyMessage.Reveal;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.DecryptionShare;
import org.jianzheng.sealing.Dkg;
import org.jianzheng.sealing.Hashing;
import org.jianzheng.sealing.Header;
import org.jianzheng.sealing.KeyShare;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.Polynomial;
import org.jianzheng.sealing.Share;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.BidId;

/** Three offices in one place, which only a test may do. */
final class CaseOffices {
    static final List<String> NAMES = List.of("discipline", "notary", "tendering");
    static final int QUORUM = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    final List<Signer> signing;
    final List<Signer> encryption;
    private List<KeyShare> shares;

    CaseOffices(CasePeople people) {
        signing = NAMES.stream().map(people::signer).toList();
        encryption = NAMES.stream().map(people::receiver).toList();
    }

    List<TrustedOffice> trusted(CaseLog log) {
        return IntStream.range(0, 3)
                .mapToObj(i -> new TrustedOffice(
                        NAMES.get(i),
                        log.cosigners.get(i).vkey(),
                        signing.get(i).certificate(),
                        encryption.get(i).certificate(),
                        null))
                .toList();
    }

    List<CeremonyPlan.Custodian> custodians() {
        return IntStream.range(0, 3)
                .mapToObj(
                        i -> new CeremonyPlan.Custodian(i + 1, NAMES.get(i), id(signing.get(i)), id(encryption.get(i))))
                .toList();
    }

    /** Takes each message as it is given: kind, office from 0, CMS. */
    interface Voice {
        void says(Class<?> kind, int office, byte[] cms, Instant at);
    }

    KeyStatement ceremony(CeremonyPlan plan, Instant at, Voice voice) {
        var polynomials = new ArrayList<Polynomial>();
        var arithmetic = new ArrayList<Dkg.Reveal>();
        var commits = new ArrayList<byte[]>();
        var reveals = new ArrayList<byte[]>();
        for (int i = 1; i <= 3; i++) {
            polynomials.add(Polynomial.random(Suite.P256, QUORUM, RANDOM));
            arithmetic.add(Dkg.reveal(plan.arithmetic(), i, polynomials.get(i - 1), RANDOM));
            var commit = Commit.of(plan, i, arithmetic.get(i - 1));
            commits.add(org.jianzheng.record.Canonical.write(commit));
            voice.says(Commit.class, i - 1, commit.sign(signing.get(i - 1)), at);
        }
        for (int i = 1; i <= 3; i++) {
            int self = i;
            var dealt = IntStream.rangeClosed(1, 3)
                    .filter(j -> j != self)
                    .mapToObj(j -> DealtShare.of(j, new byte[] {(byte) j}))
                    .toList();
            var reveal = Reveal.of(plan, i, arithmetic.get(i - 1), dealt);
            reveals.add(org.jianzheng.record.Canonical.write(reveal));
            voice.says(Reveal.class, i - 1, reveal.sign(signing.get(i - 1)), at);
        }
        var transcript = CeremonyMessage.transcript(commits, reveals);
        for (int i = 1; i <= 3; i++) {
            voice.says(Ack.class, i - 1, Ack.of(plan, i, transcript, List.of()).sign(signing.get(i - 1)), at);
        }
        shares = IntStream.rangeClosed(1, 3)
                .mapToObj(j -> Dkg.keyShare(
                        plan.arithmetic(),
                        j,
                        polynomials.stream().map(f -> f.shareFor(j)).toList(),
                        arithmetic))
                .toList();
        var statement = KeyStatement.of(plan, Dkg.jointKey(plan.arithmetic(), arithmetic), transcript);
        for (int i = 0; i < 3; i++) {
            voice.says(KeyStatement.class, i, statement.sign(signing.get(i)), at);
        }
        return statement;
    }

    Share share(int office, KeyStatement key, BidId bid, byte[] header) {
        return Share.of(bid, decryption(office, key, bid, header));
    }

    DecryptionShare decryption(int office, KeyStatement key, BidId bid, byte[] header) {
        var ctx = Hashing.ctx(
                Suite.P256, key.ceremony(), key.tender(), key.lot(), key.stage(), bid, Suite.P256.hex(header));
        var r = Header.parse(key.point(), header).r();
        return DecryptionShare.compute(shares.get(office), r, ctx, RANDOM);
    }

    static String id(Signer signer) {
        return Certificates.id(signer.certificate());
    }
}
