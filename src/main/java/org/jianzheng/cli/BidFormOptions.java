package org.jianzheng.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jianzheng.record.Canonical;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import picocli.CommandLine.Option;

/** The bid form (投标函) from a JSON file, from options, or from both: an option wins. */
final class BidFormOptions {
    @Option(names = "--form", paramLabel = "FILE", description = "投标函 JSON · The bid form as JSON")
    private Path file;

    @Option(names = "--price", paramLabel = "YUAN", description = "报价（元）· The price in yuan, for example 4980000.00")
    private String price;

    @Option(names = "--period", paramLabel = "DAYS", description = "工期（天）· Days to completion")
    private Integer period;

    @Option(names = "--quality", description = "质量 · The promised quality")
    private String quality;

    @Option(names = "--manager", paramLabel = "NAME", description = "项目经理 · The project manager")
    private String manager;

    @Option(names = "--manager-certificate", paramLabel = "NO", description = "项目经理注册证书号 · His registration number")
    private String managerCertificate;

    @Option(names = "--bidder", paramLabel = "NAME", description = "投标人名称，默认取自证书 · By default as in the certificate")
    private String bidder;

    @Option(names = "--item", paramLabel = "NAME=VALUE", description = "招标文件另要求的项目 · An item that the tender declared")
    private Map<String, String> items = new LinkedHashMap<>();

    BidForm read(TenderId tender, LotId lot, String organisation) {
        var form = file == null ? PlatformAnswer.JSON.createObjectNode() : json();
        form.put("v", 1);
        fixed(form, "tender", tender.toString());
        fixed(form, "lot", lot.toString());
        put(form, "bidder", bidder);
        if (!form.has("bidder")) {
            form.put("bidder", organisation);
        }
        put(form, "price", price == null ? null : Money.ofYuan(price).text());
        if (period != null) {
            form.put("period", period);
        }
        put(form, "quality", quality);
        if (manager != null || managerCertificate != null) {
            var person = form.withObject("/projectManager");
            put(person, "name", manager);
            put(person, "certificate", managerCertificate);
        }
        var declared = form.withObject("/items");
        items.forEach(declared::put);
        return BidForm.read(Canonical.write(form));
    }

    private ObjectNode json() {
        try {
            if (PlatformAnswer.JSON.readTree(ToolCommand.read(file)) instanceof ObjectNode form) {
                return form;
            }
        } catch (IOException e) {
            throw notJson().cause(e);
        }
        throw notJson();
    }

    private Problem notJson() {
        return Problem.of("cli/form")
                .field(file.toString())
                .detail("投标函不是 JSON · The bid form is no JSON object.")
                .remedy("Write {\"price\":\"498000000\",\"period\":180,…}; the price in fen.");
    }

    /** A form that was written for another lot must not slip into this one. */
    private static void fixed(ObjectNode form, String field, String value) {
        if (form.has(field) && !form.get(field).asText().equals(value)) {
            throw Problem.of("sealing/bid-form")
                    .field(field)
                    .detail(
                            "The bid form is for the %s %s, not %s.",
                            field, form.get(field).asText(), value)
                    .remedy("Take the form of this lot.");
        }
        form.put(field, value);
    }

    private static void put(ObjectNode form, String field, String value) {
        if (value != null) {
            form.put(field, value);
        }
    }
}
