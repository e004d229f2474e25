package org.jianzheng.sealing;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;

/** What an office says in a key ceremony, signed by its signing certificate: commit, reveal, ack, in this order. */
public sealed interface CeremonyMessage {
    String ceremony();

    /** The office's index in the plan, from 1. */
    int index();

    /** The CMS to send. */
    default byte[] sign(Signer office) {
        return Cms.sign(Canonical.write(this), office);
    }

    /** M1: binds the office to its reveal before it sees another's. */
    record Commit(int v, String round, String ceremony, int index, String commit) implements CeremonyMessage {
        public Commit {
            check(v, ceremony, index);
            KeyForms.round(round, "commit");
            KeyForms.hex("commit", commit, 64);
        }

        public static Commit of(CeremonyPlan plan, int index, Dkg.Reveal reveal) {
            var hash = HexFormat.of().formatHex(Dkg.commitment(plan.arithmetic(), index, reveal));
            return new Commit(1, "commit", plan.ceremony(), index, hash);
        }

        public byte[] commitment() {
            return HexFormat.of().parseHex(commit);
        }
    }

    /** Which share envelope belongs to a reveal: hex SHA-256 of the one to office {@code to}. */
    record DealtShare(int to, String hash) {
        public DealtShare {
            KeyForms.range("shares.to", to, 1, 99);
            KeyForms.hex("shares.hash", hash, 64);
        }

        public static DealtShare of(int to, byte[] envelope) {
            return new DealtShare(to, KeyForms.sha256(envelope));
        }
    }

    /** M2: commitments, proof of knowledge and salt; the encrypted shares travel beside it, pinned by hash. */
    record Reveal(
            int v,
            String round,
            String ceremony,
            int index,
            List<String> commitments,
            String c,
            String z,
            String salt,
            List<DealtShare> shares)
            implements CeremonyMessage {
        public Reveal {
            commitments = KeyForms.list("commitments", commitments);
            shares = KeyForms.list("shares", shares);
            check(v, ceremony, index);
            KeyForms.round(round, "reveal");
            KeyForms.hex("c", c, 64);
            KeyForms.hex("z", z, 64);
            KeyForms.hex("salt", salt, 64);
        }

        public static Reveal of(CeremonyPlan plan, int index, Dkg.Reveal reveal, List<DealtShare> shares) {
            var points = reveal.commitments().stream().map(KeyForms::text).toList();
            var salt = HexFormat.of().formatHex(reveal.salt());
            return new Reveal(
                    1,
                    "reveal",
                    plan.ceremony(),
                    index,
                    points,
                    reveal.c().hex(),
                    reveal.z().hex(),
                    salt,
                    shares);
        }

        /** What the arithmetic checks. */
        public Dkg.Reveal arithmetic(Suite suite) {
            var points = commitments.stream()
                    .map(text -> KeyForms.point(suite, "commitments", text))
                    .toList();
            return new Dkg.Reveal(
                    points,
                    Scalar.decodeHex(suite, c),
                    Scalar.decodeHex(suite, z),
                    HexFormat.of().parseHex(salt));
        }
    }

    /** M3: what the office saw, and the dealers whose share or reveal it found wrong. */
    record Ack(int v, String round, String ceremony, int index, String transcript, List<Integer> complaints)
            implements CeremonyMessage {
        public Ack {
            complaints = KeyForms.list("complaints", complaints);
            check(v, ceremony, index);
            KeyForms.round(round, "ack");
            KeyForms.hex("transcript", transcript, 64);
        }

        public static Ack of(CeremonyPlan plan, int index, String transcript, List<Integer> complaints) {
            return new Ack(1, "ack", plan.ceremony(), index, transcript, complaints);
        }
    }

    /** The share that was dealt to office {@code to}, and the seed of its envelope, both hex. */
    record JustifiedShare(int to, String share, String seed) {
        public JustifiedShare {
            KeyForms.range("shares.to", to, 1, 99);
            KeyForms.hex("shares.share", share, 64);
            KeyForms.hex("shares.seed", seed, 64);
        }

        @Override
        public String toString() {
            return "JustifiedShare[to=" + to + "]";
        }
    }

    /** The accused dealer's answer to complaints: what it dealt to each who complained ({@link DealtEnvelope}). */
    record Justify(int v, String round, String ceremony, int index, List<JustifiedShare> shares)
            implements CeremonyMessage {
        public Justify {
            shares = KeyForms.list("shares", shares);
            check(v, ceremony, index);
            KeyForms.round(round, "justify");
        }

        public static Justify of(CeremonyPlan plan, int index, List<JustifiedShare> shares) {
            return new Justify(1, "justify", plan.ceremony(), index, shares);
        }
    }

    /** Hex SHA-256 over the SHA-256 of every commit's content, then of every reveal's, each in index order. */
    static String transcript(List<byte[]> commits, List<byte[]> reveals) {
        var all = new ByteArrayOutputStream();
        commits.forEach(content -> all.writeBytes(KeyForms.digest(content)));
        reveals.forEach(content -> all.writeBytes(KeyForms.digest(content)));
        return KeyForms.sha256(all.toByteArray());
    }

    private static void check(int v, String ceremony, int index) {
        KeyForms.version(v);
        KeyForms.hex("ceremony", ceremony, 64);
        KeyForms.range("index", index, 1, 99);
    }
}
