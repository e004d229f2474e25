package org.jianzheng.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.PartyId;
import org.jianzheng.shared.Problem;
import org.jianzheng.witness.Asker;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * Organisations, the certificates of their people, and roles.
 *
 * <p>Any certificate of a trusted authority is someone's: nobody registers first. One organisation is one party,
 * whichever of its people acts.
 */
@ApplicationScoped
public class Parties {
    /** The act with which the trading centre grants roles. */
    public static final String GRANT_ACT = "party.grant-role";

    private final PartyRows rows;
    private final Roles roles;
    private final Acts acts;
    private final WitnessLog witness;
    private final Clock clock;

    Parties(PartyRows rows, Roles roles, Acts acts, WitnessLog witness, Clock clock) {
        this.rows = rows;
        this.roles = roles;
        this.acts = acts;
        this.witness = witness;
        this.clock = clock;
    }

    /** The party that a certificate belongs to, made when it is seen first. The certificate's trust is checked before. */
    @Transactional
    public PartyId partyOf(X509Certificate certificate, Instant now) {
        var subject = Subject.of(certificate);
        var fresh = new PartyView(PartyId.at(now), subject.organisation(), subject.organisationId());
        var party = rows.partyOf(identityOf(certificate), fresh);
        rows.remember(certificate, party);
        return party;
    }

    /** Who signed what a recovered record carries, with no role: it was asked for when the record was made. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Caller recovered(X509Certificate certificate, Instant then) {
        return new Caller(partyOf(certificate, then), certificate, Set.of());
    }

    /** The organisation behind a party id. */
    @Transactional
    public Optional<PartyView> find(PartyId party) {
        return rows.party(party);
    }

    /** The party that acts under this certificate id, if it was ever seen. */
    @Transactional
    public Optional<PartyId> partyOfActor(String actor) {
        return rows.partyOfCertificate(actor);
    }

    /** The certificate that records name as {@code actor}, if it was ever seen. */
    @Transactional
    public Optional<X509Certificate> certificate(String actor) {
        return rows.certificate(actor);
    }

    /** The caller as the witness asks for it: all certificates its organisation acts under, and its roles. */
    @Transactional
    public Asker asker(Caller caller) {
        var actors =
                rows.certificates(caller.party()).stream().map(Certificates::id).collect(Collectors.toSet());
        actors.add(caller.actor());
        return new Asker(actors, caller.roles().stream().map(Role::name).collect(Collectors.toSet()));
    }

    /** The roles of the holder of a certificate: the operator's file, recorded grants, and what everyone has. */
    @Transactional
    public Set<Role> rolesOf(X509Certificate certificate) {
        return roles.of(certificate);
    }

    /**
     * Gives the holder of a certificate, or all people of an organisation, exactly these roles beside those of the
     * operator's file; none takes them back. The trading centre signs it, and it is recorded.
     *
     * @param cms act {@link #GRANT_ACT} with {@link RoleGrant} as data
     * @throws Problem {@code identity/role} 403, or as {@link Acts#require}
     */
    @Transactional
    public RoleGrant grant(Caller by, byte[] cms) {
        var now = clock.instant();
        by.require(Role.TRADING_CENTRE);
        var act = acts.require(by, cms, GRANT_ACT, null, null, now);
        var grant = act.data(RoleGrant.class);
        rows.grant(grant.holder(), grant.roles().stream().map(Role::name).collect(Collectors.joining(",")));
        witness.append(
                NewRecord.byActor(RecordType.PARTY_ROLE_GRANTED, null, null, by.actor(), now, Map.of(), act.cms()));
        return grant;
    }

    /**
     * What makes two certificates belong to one organisation: its identifier, or else its name together with the
     * authority that vouches for it.
     */
    static String identityOf(X509Certificate certificate) {
        var subject = Subject.of(certificate);
        return subject.organisationId() != null
                ? "id:" + subject.organisationId()
                : "name:" + certificate.getIssuerX500Principal().getName() + "\n" + subject.organisation();
    }
}
