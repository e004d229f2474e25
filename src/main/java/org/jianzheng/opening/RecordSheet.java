package org.jianzheng.opening;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import org.jianzheng.record.OpeningRecord;
import org.jianzheng.record.ReadOut;
import org.jianzheng.shared.Money;

/** The opening record as a sheet for people, in XHTML; nothing on it is not in the record. */
final class RecordSheet {
    static final String TYPEFACE = "Noto Sans SC";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));
    private static final int WIDE = 6;

    private static final String STYLE =
            """
            @page { size: A4 %s; margin: 16mm 15mm 18mm 15mm;
              @bottom-left { content: "开标记录 %s"; font: 7pt 'Noto Sans SC'; color: #666; }
              @bottom-right { content: "第 " counter(page) " 页 / 共 " counter(pages) " 页"; font: 7pt 'Noto Sans SC'; color: #666; } }
            body { font-family: 'Noto Sans SC'; font-size: 9pt; line-height: 1.45; color: #111; }
            h1 { font-size: 20pt; font-weight: normal; letter-spacing: 8pt; text-align: center; margin: 0; }
            .sub { text-align: center; font-size: 10.5pt; margin: 2mm 0 5mm 0; }
            h2 { font-size: 11pt; font-weight: normal; margin: 6mm 0 1.5mm 0; padding-left: 2mm;
              border-left: 1.2mm solid #8a1c1c; page-break-after: avoid;
              -fs-page-break-min-height: 35mm; }
            table { width: 100%%; border-collapse: collapse; -fs-table-paginate: paginate;
              -fs-page-break-min-height: 25mm; }
            tr { page-break-inside: avoid; }
            th, td { border: 0.4pt solid #777; padding: 1.3mm 1.6mm; text-align: left; vertical-align: middle;
              font-weight: normal; }
            th { background: #f1ece2; }
            td.number { text-align: right; white-space: nowrap; }
            td.middle, th.middle { text-align: center; }
            td.failed { background: #fbeeee; color: #8a1c1c; }
            .facts th { width: 27mm; }
            .said th { width: 25%%; }
            .hash { font-size: 7pt; color: #444; }
            .none { color: #666; }
            .end { margin-top: 7mm; border-top: 0.6pt solid #777; padding-top: 2mm; font-size: 7.5pt; color: #444; }
            """;

    private final StringBuilder html = new StringBuilder();
    private final OpeningRecord record;

    private RecordSheet(OpeningRecord record) {
        this.record = record;
    }

    /** @param hash hex SHA-256 of the canonical record */
    static String html(OpeningRecord record, String hash) {
        return new RecordSheet(record).sheet(hash);
    }

    private String sheet(String hash) {
        var page = record.columns().size() > WIDE ? "landscape" : "portrait";
        html.append("<html><head><style>")
                .append(STYLE.formatted(page, escape(record.lotNumber())))
                .append("</style></head><body><h1>开标记录</h1><div class='sub'>")
                .append(escape(record.title()))
                .append("　")
                .append(escape(record.lotName()))
                .append("</div>");
        facts();
        readOut();
        failures();
        attendance();
        objections();
        html.append("<div class='end'>本记录由见证平台根据见证日志中本标段的记录生成，供招标投标监督机构以电子签名签署；数据文件（JSON）的 SHA-256 为<br/>")
                .append(hash)
                .append("<br/>时间为北京时间。依据：《中华人民共和国招标投标法》第三十六条、《电子招标投标办法》第三十二条。</div></body></html>");
        return html.toString();
    }

    private void facts() {
        html.append("<table class='facts'>");
        pair("招标项目", record.projectName(), "项目编号", record.projectNumber());
        pair("招标编号", record.number(), "标段编号", record.lotNumber());
        pair("招标人", record.entity(), "标段名称", record.lotName());
        pair("投标截止时间", time(record.deadline()), "名单封存时间", time(record.closed()));
        pair("开启时间", time(record.opened()), "唱标时间", time(record.readOut()));
        pair("投标文件", record.listed() + " 份", "释放解密份额", String.join("、", record.offices()));
        html.append("<tr><th>投标名单见证</th><td colspan='3' class='hash'>")
                .append(record.list())
                .append("</td></tr></table>");
    }

    private void pair(String left, String leftValue, String right, String rightValue) {
        html.append("<tr>");
        head(left);
        cell("", leftValue);
        head(right);
        cell("", rightValue);
        html.append("</tr>");
    }

    private void readOut() {
        html.append("<h2>唱标</h2><table><thead><tr><th class='middle'>序号</th>");
        record.columns().forEach(column -> head(column.label()));
        html.append("</tr></thead><tbody>");
        for (var bid : record.bids()) {
            html.append("<tr>");
            cell("middle", Integer.toString(bid.no()));
            if (bid.failure() == null) {
                record.columns().forEach(column -> value(column, bid.values().get(column.key())));
            } else {
                cell("failed", bid.bidder());
                html.append("<td class='failed' colspan='")
                        .append(Math.max(1, record.columns().size() - 1))
                        .append("'>未能开启，")
                        .append(bid.failure().effect().chinese())
                        .append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }

    private void value(ReadOut.Column column, String value) {
        switch (column.type()) {
            case "money" -> cell("number", yuan(value));
            case "days" -> cell("number", value);
            default -> cell("", value);
        }
    }

    private void failures() {
        var failed = record.bids().stream().filter(bid -> bid.failure() != null).toList();
        if (failed.isEmpty()) {
            return;
        }
        html.append("<h2>未能开启的投标文件（《电子招标投标办法》第三十一条）</h2><table><thead><tr>");
        List.of("序号", "投标人", "原因归属", "处理", "原因").forEach(this::head);
        html.append("</tr></thead><tbody>");
        for (var bid : failed) {
            html.append("<tr>");
            cell("middle", Integer.toString(bid.no()));
            cell("", bid.bidder());
            cell("", cause(bid.failure().blame()));
            cell("", bid.failure().effect().chinese());
            cell("", bid.failure().detail() + "（" + bid.failure().reason() + "）");
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }

    private void attendance() {
        html.append("<h2>签到与确认</h2>");
        var all = new LinkedHashSet<String>();
        record.signIns().forEach(one -> all.add(one.organisation()));
        record.confirmations().forEach(one -> all.add(one.organisation()));
        if (all.isEmpty()) {
            html.append("<div class='none'>无投标人签到或者确认。</div>");
            return;
        }
        html.append("<table><thead><tr>");
        List.of("单位", "签到时间", "唱标后确认时间").forEach(this::head);
        html.append("</tr></thead><tbody>");
        for (var organisation : all) {
            html.append("<tr>");
            cell("", organisation);
            cell("", time(organisation, record.signIns()));
            cell("", time(organisation, record.confirmations()));
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }

    private static String time(String organisation, List<OpeningRecord.Attendance> all) {
        return all.stream()
                .filter(one -> one.organisation().equals(organisation))
                .findFirst()
                .map(one -> time(one.time()))
                .orElse("—");
    }

    private void objections() {
        html.append("<h2>异议与答复（《招标投标法实施条例》第四十四条）</h2>");
        if (record.objections().isEmpty()) {
            html.append("<div class='none'>无投标人提出异议。</div>");
            return;
        }
        html.append("<table class='said'><thead><tr>");
        List.of("提出单位与时间", "异议", "答复单位与时间", "答复").forEach(this::head);
        html.append("</tr></thead><tbody>");
        for (var objection : record.objections()) {
            html.append("<tr>");
            cell("", objection.organisation() + "\n" + time(objection.time()));
            cell("", objection.text());
            var answer = objection.answer();
            cell("", answer == null ? "" : answer.organisation() + "\n" + time(answer.time()));
            cell("", answer == null ? "（待答复）" : answer.text());
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }

    private void head(String text) {
        html.append("<th>").append(escape(text)).append("</th>");
    }

    private void cell(String kind, String text) {
        html.append("<td class='")
                .append(kind)
                .append("'>")
                .append(escape(text))
                .append("</td>");
    }

    private static String cause(String blame) {
        return switch (blame) {
            case "bidder" -> "投标人原因";
            case "platform" -> "投标人之外的原因";
            default -> "原因待查";
        };
    }

    /** Fen as yuan with thousands, for a column whose label names the unit. */
    private static String yuan(String fen) {
        return Money.ofFen(fen).toString().replace("¥", "");
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String escape(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n' -> escaped.append("<br/>");
                default -> {
                    // XML has no other control characters; a text that holds one shows a space.
                    escaped.appendCodePoint(c < 0x20 || c == 0xfffe || c == 0xffff ? ' ' : c);
                }
            }
        });
        return escaped.toString();
    }
}
