package org.jianzheng.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.shared.PartyId;
import org.jianzheng.witness.Altered;
import org.jianzheng.witness.PlatformKey;

/** The tables of parties: found by keyed hash, readable only with the platform key. */
@ApplicationScoped
class PartyRows {
    private static final String PARTY = "identity/party";
    private static final String CERTIFICATE = "identity/certificate";
    private static final String GRANT = "identity/grant";

    private final EntityManager entities;
    private final PlatformKey key;

    PartyRows(EntityManager entities, PlatformKey key) {
        this.entities = entities;
        this.key = key;
    }

    /** The party with this identity (see {@link Parties#identityOf}), made at {@code now} when it is new. */
    PartyId partyOf(String identity, PartyView newParty) {
        var lookup = key.lookup(PARTY, identity);
        var fresh = newParty.id().value();
        entities.createNativeQuery("insert into party (id, lookup, sealed) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, fresh)
                .setParameter(2, lookup)
                .setParameter(3, key.encrypt(PARTY, fresh, Canonical.write(newParty)))
                .executeUpdate();
        var id = entities.createNativeQuery("select id from party where lookup = ?1", UUID.class)
                .setParameter(1, lookup)
                .getSingleResult();
        return requireSame(new PartyId((UUID) id), newParty);
    }

    /** The lookup alone would let whoever writes this table log in as another organisation. */
    private PartyId requireSame(PartyId id, PartyView seen) {
        var stored = party(id).orElseThrow();
        boolean same = seen.organisationId() != null
                ? seen.organisationId().equals(stored.organisationId())
                : stored.organisationId() == null && seen.organisation().equals(stored.organisation());
        if (!same) {
            throw Altered.alarm("Party " + id + " is found under the lookup of another organisation.");
        }
        return id;
    }

    Optional<PartyView> party(PartyId id) {
        return one("select sealed from party where id = ?1", id.value())
                .map(row -> Canonical.read(key.decrypt(PARTY, id.value(), row), PartyView.class));
    }

    void remember(X509Certificate certificate, PartyId party) {
        var id = Certificates.id(certificate);
        entities.createNativeQuery(
                        "insert into party_certificate (lookup, party, sealed) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, key.lookup(CERTIFICATE, id))
                .setParameter(2, party.value())
                .setParameter(3, key.encrypt(CERTIFICATE, party.value(), Certificates.der(certificate)))
                .executeUpdate();
    }

    Optional<X509Certificate> certificate(String id) {
        var lookup = key.lookup(CERTIFICATE, id);
        return partyOfCertificate(id)
                .flatMap(party -> one("select sealed from party_certificate where lookup = ?1", lookup)
                        .map(row -> certificate(party, row)));
    }

    Optional<PartyId> partyOfCertificate(String id) {
        return entities.createNativeQuery("select party from party_certificate where lookup = ?1", UUID.class)
                .setParameter(1, key.lookup(CERTIFICATE, id))
                .getResultStream()
                .findFirst()
                .map(party -> new PartyId((UUID) party));
    }

    List<X509Certificate> certificates(PartyId party) {
        List<?> rows = entities.createNativeQuery("select sealed from party_certificate where party = ?1", byte[].class)
                .setParameter(1, party.value())
                .getResultList();
        return rows.stream().map(row -> certificate(party, (byte[]) row)).toList();
    }

    /** The comma-separated role names last granted to a certificate or an organisation; empty when none were. */
    String grant(String holder) {
        return one("select sealed from role_grant where lookup = ?1", key.lookup(GRANT, holder))
                .map(row -> new String(key.decrypt(GRANT, holder, row), StandardCharsets.UTF_8))
                .orElse("");
    }

    void grant(String holder, String roles) {
        entities.createNativeQuery(
                        "insert into role_grant (lookup, sealed) values (?1, ?2) on conflict (lookup) do update set sealed = ?2")
                .setParameter(1, key.lookup(GRANT, holder))
                .setParameter(2, key.encrypt(GRANT, holder, roles.getBytes(StandardCharsets.UTF_8)))
                .executeUpdate();
    }

    private X509Certificate certificate(PartyId party, byte[] sealed) {
        return Certificates.read(key.decrypt(CERTIFICATE, party.value(), sealed));
    }

    private Optional<byte[]> one(String sql, Object parameter) {
        return entities.createNativeQuery(sql, byte[].class)
                .setParameter(1, parameter)
                .getResultStream()
                .findFirst()
                .map(byte[].class::cast);
    }
}
