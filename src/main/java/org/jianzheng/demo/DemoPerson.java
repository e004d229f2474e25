package org.jianzheng.demo;

import java.util.Locale;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Subject;

/** The people of the demonstration beside its bidders, one for each role, each of an organisation of its own. */
public enum DemoPerson {
    PROCURING_ENTITY(Role.PROCURING_ENTITY, "招标经办人", "示范市城市建设局", "11110000000000001"),
    AGENT(Role.AGENT, "代理项目经理", "示范招标代理有限公司", "91110000MA0000A01"),
    TRADING_CENTRE(Role.TRADING_CENTRE, "交易见证员", "示范市公共资源交易中心", "12110000MB0000002"),
    TENDERING_OFFICE(Role.TENDERING_OFFICE, "招标办经办人", "示范市招标投标管理办公室", "11110000000000002"),
    SUPERVISOR(Role.SUPERVISOR, "行业监督员", "示范市住房和城乡建设局", "11110000000000003"),
    DISCIPLINE(Role.DISCIPLINE, "纪检监察员", "示范市纪律检查委员会", "11110000000000004"),
    EVALUATOR(Role.EVALUATOR, "评标专家", "示范大学", "12110000MB0000003");

    private final Role role;
    private final Subject subject;

    DemoPerson(Role role, String name, String organisation, String code) {
        this.role = role;
        this.subject = new Subject(name, organisation, Subject.creditCode(code));
    }

    public Role role() {
        return role;
    }

    Subject subject() {
        return subject;
    }

    /** The name of the key file, for example {@code trading-centre}. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
