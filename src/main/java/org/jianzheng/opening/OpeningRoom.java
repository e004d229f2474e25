package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jianzheng.bidding.SealedSubmission;
import org.jianzheng.ceremony.OfficeShares;
import org.jianzheng.ceremony.StatedKey;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Subject;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.BidOpener;
import org.jianzheng.sealing.DecryptionShare;
import org.jianzheng.sealing.Hashing;
import org.jianzheng.sealing.Header;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OpenedBid;
import org.jianzheng.sealing.OpeningKey;
import org.jianzheng.sealing.SealedBid;
import org.jianzheng.sealing.Suite;
import org.jianzheng.sealing.Unopenable;
import org.jianzheng.shared.Problem;

/**
 * Opens bids with the released shares, in parallel on all cores, each in a folder that is gone afterwards.
 *
 * <p>What stays is the form, the bidder's signed manifest and the point S; the files themselves are opened again from the
 * sealed package when they are needed.
 */
@ApplicationScoped
class OpeningRoom {
    private static final Logger LOG = Logger.getLogger(OpeningRoom.class);

    private final Path directory;

    OpeningRoom(@ConfigProperty(name = "jianzheng.data") Path data) {
        this.directory = data.resolve("opening");
    }

    /** A listed bid with its place in the log. */
    record Listed(long index, SealedSubmission bid) {}

    /**
     * What became of every listed bid, or empty while an office that is still to answer could make a difference.
     */
    Optional<List<Decided>> open(List<Listed> listed, StatedKey key, List<OfficeShares> shares) {
        var decided = listed.parallelStream()
                .map(one -> decide(one, key.statement(), shares))
                .toList();
        return decided.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(decided.stream().map(Optional::get).toList());
    }

    private Optional<Decided> decide(Listed listed, KeyStatement key, List<OfficeShares> shares) {
        var id = listed.bid().statement().id().toString();
        var valid = new ArrayList<DecryptionShare>();
        for (var office : shares) {
            if (office.shares().containsKey(id)) {
                valid.add(office.shares().get(id));
            } else if (office.wrong().containsKey(id)) {
                LOG.warnf(
                        "Office %s released a false share for bid %s: %s",
                        office.office(), id, office.wrong().get(id).reason());
            }
        }
        if (valid.size() >= key.t()) {
            return Optional.of(open(listed, key, valid));
        }
        var without =
                shares.stream().filter(o -> o.unopenable().containsKey(id)).toList();
        if (without.size() > key.n() - key.t()) {
            var reason = without.get(0).unopenable().get(id);
            return Optional.of(failed(listed, null, null, new Unopenable("header", reason, Unopenable.Blame.BIDDER)));
        }
        return Optional.empty();
    }

    private Decided open(Listed listed, KeyStatement key, List<DecryptionShare> shares) {
        var bid = listed.bid();
        var suite = Suite.of(key.suite());
        var sealed = SealedBid.of(
                bid.statement(), bid.bidder(), key.stage(), key.point(), bid.header(), (index, hash) -> bid.open()
                        .apply(hash));
        var broken = BidOpener.checkHeader(sealed);
        if (broken != null) {
            return failed(listed, null, null, broken);
        }
        var ctx = Hashing.ctx(
                suite,
                key.ceremony(),
                key.tender(),
                key.lot(),
                key.stage(),
                bid.statement().id(),
                sealed.header().hash());
        var opening = OpeningKey.combine(
                key.jointKey(), Header.parse(key.point(), bid.header()).r(), ctx, shares);
        var folder = directory.resolve(bid.statement().id().toString());
        clear(folder);
        try {
            var outcome = BidOpener.open(sealed, opening, folder);
            return outcome instanceof OpenedBid opened
                    ? opened(listed, opened, opening)
                    : failed(listed, null, opening, (Unopenable) outcome);
        } finally {
            clear(folder);
        }
    }

    private Decided opened(Listed listed, OpenedBid opened, OpeningKey key) {
        try {
            var form = BidForm.read(opened.form());
            if (!form.tender().equals(listed.bid().statement().tender())
                    || !form.lot().equals(listed.bid().statement().lot())) {
                throw Problem.of("opening/form").detail("The bid form is for another tender or lot.");
            }
        } catch (Problem invalid) {
            var outcome = new Unopenable("bid-form", invalid.detail(), Unopenable.Blame.BIDDER);
            return failed(listed, opened.slip(), key, outcome);
        }
        return decided(listed, opened.form(), opened.slip(), key, null);
    }

    private static Decided failed(Listed listed, byte[] slip, OpeningKey key, Unopenable why) {
        return decided(listed, null, slip, key, why);
    }

    private static Decided decided(Listed listed, byte[] form, byte[] slip, OpeningKey key, Unopenable why) {
        var bid = listed.bid();
        var signer = Cms.verify(bid.cms()).signer();
        return new Decided(
                bid.statement().id(),
                listed.index(),
                bid.party(),
                bid.bidder(),
                Subject.of(signer).organisation(),
                form,
                slip,
                key == null ? null : key.shared().enc(),
                bid.statement().manifest(Closing.STAGE),
                why == null ? null : why.reason(),
                why == null ? null : why.detail(),
                why == null ? null : why.blame().text());
    }

    private static void clear(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + folder, e);
        }
    }
}
