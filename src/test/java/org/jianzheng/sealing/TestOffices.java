package org.jianzheng.sealing;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A ceremony played by n honest offices in one place; only a test may hold all their shares. */
final class TestOffices {
    static final SecureRandom RANDOM = new SecureRandom();

    final Dkg.Ceremony ceremony;
    final JointKey key;
    final List<KeyShare> shares;

    private TestOffices(Dkg.Ceremony ceremony, JointKey key, List<KeyShare> shares) {
        this.ceremony = ceremony;
        this.key = key;
        this.shares = shares;
    }

    static TestOffices of(Suite suite, int n, int t) {
        var ceremony = new Dkg.Ceremony(suite, suite.digest(new byte[] {(byte) n, (byte) t}), n, t);
        var polynomials = new ArrayList<Polynomial>();
        var reveals = new ArrayList<Dkg.Reveal>();
        for (int i = 1; i <= n; i++) {
            var polynomial = Polynomial.random(suite, t, RANDOM);
            var reveal = Dkg.reveal(ceremony, i, polynomial, RANDOM);
            Dkg.check(ceremony, i, reveal, Dkg.commitment(ceremony, i, reveal));
            polynomials.add(polynomial);
            reveals.add(reveal);
        }
        var shares = IntStream.rangeClosed(1, n)
                .mapToObj(j -> Dkg.keyShare(
                        ceremony,
                        j,
                        polynomials.stream().map(f -> f.shareFor(j)).toList(),
                        reveals))
                .toList();
        return new TestOffices(ceremony, Dkg.jointKey(ceremony, reveals), shares);
    }

    /** What the named offices answer for one header. */
    List<DecryptionShare> release(Point r, byte[] ctx, int... indexes) {
        return IntStream.of(indexes)
                .mapToObj(j -> DecryptionShare.compute(shares.get(j - 1), r, ctx, RANDOM))
                .toList();
    }

    /** The key that the first t offices make. */
    OpeningKey open(Point r) {
        var ctx = new byte[32];
        var quorum = IntStream.rangeClosed(1, key.t()).toArray();
        return OpeningKey.combine(key, r, ctx, release(r, ctx, quorum));
    }
}
