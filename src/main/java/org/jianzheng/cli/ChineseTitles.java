package org.jianzheng.cli;

import java.util.Map;
import org.jianzheng.shared.Problem;

/** The refusals a bidder meets, in a few words of Chinese; the English detail with values and remedy follows them. */
final class ChineseTitles {
    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("bidding/late", "已过投标截止时间，不予接收"),
            Map.entry("bidding/not-sealed-as-required", "未按要求密封，拒收"),
            Map.entry("bidding/receipt-pending", "已收到，回执稍后可取"),
            Map.entry("bidding/abandoned", "该次递交已被后一次取代"),
            Map.entry("bidding/nothing-to-withdraw", "没有可撤回的投标"),
            Map.entry("bidding/object-hash", "文件在传输中损坏"),
            Map.entry("bidding/unknown", "没有这份投标"),
            Map.entry("record/chain", "与本人此前的递交次序不符"),
            Map.entry("record/pkcs12", "密钥文件或口令有误"),
            Map.entry("record/request", "证书申请有误"),
            Map.entry("record/certificate", "不是证书"),
            Map.entry("record/untrusted", "证书不受信任或不在有效期"),
            Map.entry("record/signature", "签名无效"),
            Map.entry("record/not-the-platform", "不是平台的印章"),
            Map.entry("record/receipt", "回执有误"),
            Map.entry("record/trust", "信任文件夹有误"),
            Map.entry("record/anchors", "信任文件夹有误"),
            Map.entry("record/json", "格式有误"),
            Map.entry("sealing/untrusted-key", "开标公钥不可使用，请勿密封"),
            Map.entry("sealing/bid-form", "投标函有误"),
            Map.entry("sealing/form-mismatch", "投标函与密封时的不同"),
            Map.entry("sealing/package", "未能密封"),
            Map.entry("sealing/manifest", "文件清单有误"),
            Map.entry("shared/money", "金额有误"),
            Map.entry("identity/challenge", "登录失败"),
            Map.entry("identity/certificate-use", "证书用途不符"),
            Map.entry("identity/act-signer", "签名人与登录人不同"));

    private ChineseTitles() {}

    static String of(Problem problem) {
        var title = TITLES.get(problem.slug());
        return title == null ? "" : title + "。";
    }
}
