package org.jianzheng.casefile;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jianzheng.bidding.Bids;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.identity.Caller;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.identity.Trust;
import org.jianzheng.opening.Openings;
import org.jianzheng.record.Notice;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.replay.Profile;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tender.CaseMaterial;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.LotView;
import org.jianzheng.tender.Tenders;
import org.jianzheng.witness.WitnessLog;

/** The door: who may take which case file of a tender home, and when. */
@ApplicationScoped
public class CaseFiles {
    private static final Set<LotStage> ENDED = Set.of(LotStage.RECORDED, LotStage.NOT_OPENED);

    private final Tenders tenders;
    private final WitnessLog witness;
    private final OpeningKeys keys;
    private final Bids bids;
    private final Openings openings;
    private final Trust trust;
    private final PlatformSeal seal;

    CaseFiles(
            Tenders tenders,
            WitnessLog witness,
            OpeningKeys keys,
            Bids bids,
            Openings openings,
            Trust trust,
            PlatformSeal seal) {
        this.tenders = tenders;
        this.witness = witness;
        this.keys = keys;
        this.bids = bids;
        this.openings = openings;
        this.trust = trust;
        this.seal = seal;
    }

    /**
     * A case file, ready to be written; nothing of it lies in memory but records and forms.
     *
     * @throws Problem {@code casefile/supervisors-only} (403) for the full profile, {@code casefile/not-yet} (409) before
     *     every lot's opening record is signed or the lot is not opened, {@code casefile/log-behind} (503) until a
     *     cosigned checkpoint covers the last of it
     */
    public CaseExport export(Optional<Caller> caller, TenderId tender, Profile profile) {
        if (profile.holdsSecrets() && caller.filter(Caller::supervises).isEmpty()) {
            throw Problem.of("casefile/supervisors-only")
                    .status(403)
                    .field("profile")
                    .detail("The full case file holds packages and shares; it is for the supervisors.")
                    .remedy("Ask for profile=public.");
        }
        var material = tenders.caseMaterial(tender);
        requireEnded(material, profile);
        var head = witness.latestPublished().orElseThrow(CaseFiles::behind);
        var records = CaseRecords.collect(witness, tender, material, head, profile);
        material.lots().forEach(lot -> {
            if (!records.hasIndexOf(lot.lot(), Notice.StageKey.OPENING)) {
                throw behind();
            }
        });
        var sources = new CaseExport.Sources(tenders, witness, keys, bids, openings);
        return new CaseExport(
                sources, tender, material, records, profile, TrustFolder.read(trust.directory()), seal.seal());
    }

    private static void requireEnded(CaseMaterial material, Profile profile) {
        var open = material.lots().stream()
                .filter(lot -> !ENDED.contains(lot.stage()))
                .map(LotView::number)
                .toList();
        boolean anyOpened = material.lots().stream().anyMatch(lot -> lot.stage() == LotStage.RECORDED);
        // Of lots that were not opened the public learns nothing (records.md §2), so there would be nothing to show.
        if (!open.isEmpty() || profile == Profile.PUBLIC && !anyOpened) {
            throw Problem.of("casefile/not-yet")
                    .status(409)
                    .detail(
                            "The openings of this tender have not ended%s.",
                            open.isEmpty() ? " in public" : ": " + open)
                    .remedy("Come back when the opening record of every lot is signed.");
        }
    }

    private static Problem behind() {
        return Problem.of("casefile/log-behind")
                .status(503)
                .detail("The last records of the openings are not yet below a checkpoint that the offices cosigned.")
                .remedy("Try again in a few seconds.");
    }
}
