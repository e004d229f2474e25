package org.jianzheng.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.shared.Money;
import org.jianzheng.tender.NewTender;

/** The words of the played tender; no real project. */
final class DemoTexts {
    static final String PROJECT = "示范市青龙河综合治理工程";
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private DemoTexts() {}

    /** A tender whose deadline leaves bidders more than the 20 days of 招标投标法 第二十四条. */
    static NewTender tender(String project, SignatureSuite suite, Instant noticeDay, Duration later) {
        var day = noticeDay.plus(Duration.ofDays(22)).atZone(BEIJING).toLocalDate();
        var deadline =
                day.atTime(LocalTime.of(9, 30)).atZone(BEIJING).toInstant().plus(later);
        var content = new LinkedHashMap<String, String>();
        content.put("招标条件", "本工程已由示范市发展和改革局批准建设，资金来源为财政资金，出资比例 100%。");
        content.put("项目概况", "河道整治 6.2 公里，新建护岸 11.8 公里，建设地点为示范市青龙区，计划工期 365 日历天。");
        content.put("资格要求", "水利水电工程施工总承包二级及以上资质；不接受联合体投标。");
        content.put("获取方式", "自公告发布之日起在本平台免费下载，无需登记。");
        content.put("开标", "投标截止时间即开标时间，在线开标；投标文件由招标人以外的多个独立机构共同解密。");
        return new NewTender(
                project,
                PROJECT + "施工招标",
                "engineering-open-tender",
                suite.suiteName(),
                new Notice.Offices(DemoWorld.OFFICES.size(), DemoWorld.QUORUM),
                List.of(new Notice.FormItem("safetyFee", "安全文明施工费", "元")),
                90,
                content,
                List.of(new NewTender.NewLot("施工一标段", Money.ofYuan("58600000"), Instants.format(deadline))));
    }

    static Map<String, String> documents() {
        var all = new LinkedHashMap<String, String>();
        all.put("招标文件.txt", "示范市青龙河综合治理工程施工招标文件\n\n第一章 投标人须知\n投标有效期 90 日。\n".repeat(400));
        all.put("工程量清单.csv", "序号,项目,单位,数量\n1,土方开挖,立方米,186000\n2,浆砌石,立方米,23400\n3,混凝土,立方米,18800\n");
        return all;
    }

    static String path(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
