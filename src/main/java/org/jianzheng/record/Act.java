package org.jianzheng.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * What a person signs. The platform's time is not in it; the nonce makes each act its own, so that none is played twice.
 *
 * <p>A submission is not an act of this form: there the signed content is the {@link SubmissionStatement}.
 */
public record Act(int v, String type, TenderId tender, LotId lot, String nonce, JsonNode data) {
    public static final String TENDER_PUBLISH = "tender.publish";
    public static final String TENDER_EXTEND = "tender.extend";
    public static final String CLARIFICATION_ISSUE = "clarification.issue";
    public static final String BID_WITHDRAW = "bid.withdraw";
    public static final String LOT_CLOSE = "lot.close";
    public static final String SESSION_SIGN_IN = "session.sign-in";
    public static final String SESSION_CONFIRM = "session.confirm";
    public static final String SESSION_OBJECT = "session.object";
    public static final String SESSION_ANSWER = "session.answer";
    public static final String OUTAGE_DECIDE = "outage.decide";
    public static final String SESSION_RECORD_SIGN = "session.record.sign";
    public static final String SHARE_DESTROY = "share.destroy";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z-]*(\\.[a-z][a-z-]*){1,3}");

    public Act {
        Fields.version(v);
        if (type == null || type.length() > 64 || !TYPE.matcher(type).matches()) {
            throw Fields.refuse("type", type, "the name of an act such as " + BID_WITHDRAW);
        }
        if (lot != null) {
            Fields.present("tender", tender);
        }
        Fields.hex("nonce", nonce, 32);
        if (data == null || !data.isObject()) {
            throw Fields.refuse("data", String.valueOf(data), "an object, {} when there is nothing to say");
        }
    }

    /** A new act with a fresh nonce; {@code data} is a record or a map. */
    public static Act of(String type, TenderId tender, LotId lot, Object data) {
        var nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return new Act(1, type, tender, lot, HexFormat.of().formatHex(nonce), Canonical.tree(data));
    }

    /** @throws org.jianzheng.shared.Problem when the bytes are not the canonical form of an act */
    public static Act read(byte[] bytes) {
        return Canonical.read(bytes, Act.class);
    }

    public byte[] bytes() {
        return Canonical.write(this);
    }

    /** {@code data} as its form. */
    public <T> T data(Class<T> form) {
        return Canonical.value(data, form);
    }

    /** Refuses an act of another kind, or of another tender or lot, than the command it came with. */
    public Act require(String wantedType, TenderId wantedTender, LotId wantedLot) {
        if (!type.equals(wantedType)) {
            throw Fields.refuse("type", type, wantedType);
        }
        if (!java.util.Objects.equals(tender, wantedTender)) {
            throw Fields.refuse("tender", String.valueOf(tender), String.valueOf(wantedTender));
        }
        if (!java.util.Objects.equals(lot, wantedLot)) {
            throw Fields.refuse("lot", String.valueOf(lot), String.valueOf(wantedLot));
        }
        return this;
    }
}
