package org.jianzheng.replay;

import java.time.Duration;
import java.time.Instant;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;

/** Whoever takes part, with certificates of one authority. */
final class CasePeople {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofDays(365));

    final Authority authority = Authority.create(new Subject("演示认证机构", "演示认证机构", null), FROM, TO);
    final Signer seal = signer("平台印章");
    final Signer combiner = receiver("平台合并");
    final Signer entity = signer("城建集团");
    final Signer tenderingOffice = signer("招标办");

    Signer signer(String name) {
        return authority.newSigner(new Subject(name, name, null), FROM, TO, Authority.Usage.SIGNING);
    }

    Signer receiver(String name) {
        return authority.newSigner(new Subject(name, name, null), FROM, TO, Authority.Usage.ENCRYPTION);
    }
}
