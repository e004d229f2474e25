package org.jianzheng.identity;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.RecordType;
import org.jianzheng.witness.Rebuilding;
import org.jianzheng.witness.RecoveredRecord;

/**
 * Writes again that acts were used and which roles were granted. Parties come back with their next act or login, under a
 * new id if their row was lost.
 */
@ApplicationScoped
class Rebuild implements Rebuilding {
    private final PartyRows rows;
    private final UsedOnce used;

    Rebuild(PartyRows rows, UsedOnce used) {
        this.rows = rows;
        this.used = used;
    }

    @Override
    public int turn() {
        return 0;
    }

    /** Whatever may carry an act; a refused one was not used. */
    @Override
    public Set<RecordType> types() {
        return EnumSet.complementOf(EnumSet.of(RecordType.BID_REFUSED));
    }

    @Override
    public void rebuild(RecoveredRecord record) {
        var form = record.form();
        if (form.act() == null) {
            return;
        }
        var content = Cms.verify(form.act()).content();
        // Statements and what offices sign are no acts: they have no nonce.
        if (Canonical.read(content, JsonNode.class).has("nonce") && isAct(content)) {
            used.act(form.actor(), Act.read(content).nonce());
        }
        if (form.type() == RecordType.PARTY_ROLE_GRANTED) {
            var grant = Act.read(content).data(RoleGrant.class);
            rows.grant(grant.holder(), grant.roles().stream().map(Role::name).collect(Collectors.joining(",")));
        }
    }

    /** A ceremony's plan has a nonce too, but no type. */
    private static boolean isAct(byte[] content) {
        return Canonical.read(content, JsonNode.class).has("type");
    }
}
