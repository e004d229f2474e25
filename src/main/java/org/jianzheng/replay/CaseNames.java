package org.jianzheng.replay;

import java.util.List;
import java.util.regex.Pattern;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.Share;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;

/** The names in a case file; there are no others ({@code docs/protocols/casefile.md}). */
public final class CaseNames {
    public static final String INDEX = "case.json";
    public static final String SIGNATURE = "case.p7s";
    public static final String CHECKPOINT = "log/checkpoint";
    public static final String TRUST = "trust/";
    public static final String RULES = "rules/";
    public static final String DOCUMENTS = "documents/";

    private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String OFFICE = "[a-z][a-z0-9-]{0,31}";
    private static final long SMALL = 64L << 20;

    /** A shape of names, the largest size of such a file, and whether it is secret. */
    private record Kind(Pattern name, long max, boolean secret) {
        static Kind of(String name, long max, boolean secret) {
            return new Kind(Pattern.compile(name), max, secret);
        }
    }

    private static final List<Kind> KINDS = List.of(
            Kind.of("case\\.json|case\\.p7s", SMALL, false),
            Kind.of("trust/(policy\\.txt|offices\\.json|platform\\.json|anchors\\.pem)", 4 << 20, false),
            Kind.of("log/checkpoint", 1 << 20, false),
            Kind.of("records/[0-9]{8,16}\\.json", 48L << 20, false),
            Kind.of("records/[0-9]{8,16}\\.salt", 64, false),
            Kind.of("records/[0-9]{8,16}\\.tlog-proof", 1 << 20, false),
            Kind.of("rules/([a-z0-9-]+/){0,2}[A-Za-z0-9-]+\\.(md|yaml)", 1 << 20, false),
            Kind.of("documents/[0-9a-f]{64}", 1L << 40, false),
            Kind.of("bids/" + UUID + "/header\\.p7m", SubmissionStatement.MAX_HEADER, true),
            Kind.of("bids/" + UUID + "/part-[0-9]{5}\\.p7m", SubmissionStatement.MAX_PART, true),
            Kind.of("bids/" + UUID + "/(slip\\.p7s|bid-form\\.json)", SMALL, false),
            Kind.of("shares/" + UUID + "/" + OFFICE + "/" + UUID + "\\.json", Share.MAX_BYTES, true),
            Kind.of("journals/" + UUID + "/" + OFFICE + "\\.json", SMALL, false),
            Kind.of("opening/" + UUID + "/record\\.(json|pdf)", SMALL, false),
            Kind.of("failed/" + UUID + "\\.json", 1 << 16, true));

    private CaseNames() {}

    public static String record(long index) {
        return String.format("records/%08d.json", index);
    }

    public static String salt(long index) {
        return String.format("records/%08d.salt", index);
    }

    public static String proof(long index) {
        return String.format("records/%08d.tlog-proof", index);
    }

    public static String document(String hash) {
        return DOCUMENTS + hash;
    }

    public static String header(BidId bid) {
        return "bids/" + bid + "/header.p7m";
    }

    public static String part(BidId bid, int number) {
        return String.format("bids/%s/part-%05d.p7m", bid, number);
    }

    public static String slip(BidId bid) {
        return "bids/" + bid + "/slip.p7s";
    }

    public static String form(BidId bid) {
        return "bids/" + bid + "/bid-form.json";
    }

    public static String share(LotId lot, String office, BidId bid) {
        return "shares/" + lot + "/" + office + "/" + bid + ".json";
    }

    public static String journal(LotId lot, String office) {
        return "journals/" + lot + "/" + office + ".json";
    }

    public static String openingRecord(LotId lot) {
        return "opening/" + lot + "/record.json";
    }

    public static String openingPdf(LotId lot) {
        return "opening/" + lot + "/record.pdf";
    }

    public static String failed(BidId bid) {
        return "failed/" + bid + ".json";
    }

    /** The largest size a file of this name may have; −1 for a name that is not of the layout. */
    static long maxSize(String name) {
        return KINDS.stream()
                .filter(kind -> kind.name.matcher(name).matches())
                .mapToLong(Kind::max)
                .findFirst()
                .orElse(-1);
    }

    /** Whether a file of this name belongs into a case file of this profile. */
    public static boolean belongs(String name, Profile profile) {
        return KINDS.stream()
                .anyMatch(kind -> kind.name.matcher(name).matches() && (!kind.secret || profile.holdsSecrets()));
    }
}
