package org.jianzheng.identity;

import java.util.EnumSet;
import java.util.Set;

/** What a party may do on the platform. Without login one is the public (社会公众) and has none of these. */
public enum Role {
    /** 招标人, 采购人, 出让人. */
    PROCURING_ENTITY,
    /** 代理机构. */
    AGENT,
    /** 交易中心: venue and service, on-site monitoring. */
    TRADING_CENTRE,
    /** 招标办: business supervision. */
    TENDERING_OFFICE,
    /** 行业主管部门: administrative supervision. */
    SUPERVISOR,
    /** 纪检监察: enforcement. */
    DISCIPLINE,
    /** 投标人, 竞买人. */
    BIDDER,
    /** 评标专家. */
    EVALUATOR;

    /** Those who host, judge or oversee; they do not bid (招标投标法 第五条, 第三十七条). */
    private static final Set<Role> NEUTRAL =
            EnumSet.of(TRADING_CENTRE, TENDERING_OFFICE, SUPERVISOR, DISCIPLINE, EVALUATOR);

    /**
     * The roles of someone to whom {@code granted} were granted: everyone may bid without registering first, except
     * those who host, judge or oversee.
     */
    static Set<Role> effective(Set<Role> granted) {
        var roles = EnumSet.noneOf(Role.class);
        roles.addAll(granted);
        if (roles.stream().anyMatch(NEUTRAL::contains)) {
            roles.remove(BIDDER);
        } else {
            roles.add(BIDDER);
        }
        return Set.copyOf(roles);
    }

    /**
     * Those who see what a lot's stage shows to supervisors. The trading centre watches the session but runs the
     * platform's venue, so it is not shown what the platform's operator must not see.
     */
    public boolean supervises() {
        return switch (this) {
            case TENDERING_OFFICE, SUPERVISOR, DISCIPLINE -> true;
            case TRADING_CENTRE, PROCURING_ENTITY, AGENT, BIDDER, EVALUATOR -> false;
        };
    }

    /** Role names for annotations ({@code @RolesAllowed}), which take only constants. */
    public static final class Names {
        public static final String PROCURING_ENTITY = "PROCURING_ENTITY";
        public static final String AGENT = "AGENT";
        public static final String TRADING_CENTRE = "TRADING_CENTRE";
        public static final String TENDERING_OFFICE = "TENDERING_OFFICE";
        public static final String SUPERVISOR = "SUPERVISOR";
        public static final String DISCIPLINE = "DISCIPLINE";
        public static final String BIDDER = "BIDDER";
        public static final String EVALUATOR = "EVALUATOR";

        private Names() {}
    }
}
