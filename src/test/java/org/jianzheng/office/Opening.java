package org.jianzheng.office;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jianzheng.sealing.BidOpener;
import org.jianzheng.sealing.DecryptionShare;
import org.jianzheng.sealing.Hashing;
import org.jianzheng.sealing.Header;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OpeningKey;
import org.jianzheng.sealing.OpeningOutcome;
import org.jianzheng.sealing.SealedBid;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.sealing.Share;
import org.jianzheng.sealing.ShareEnvelope;
import org.jianzheng.sealing.Suite;

/** What the platform asks of the offices after a close, and what it does with their shares. */
final class Opening {
    private final TestLot lot;
    private final TestOffices offices;

    Opening(TestLot lot) {
        this.lot = lot;
        this.offices = lot.offices;
    }

    HttpResponse<byte[]> ready(int office) {
        return offices.post(office, "/release/ready", new OfficeCall.Request(lot.ready()));
    }

    HttpResponse<byte[]> bind(int office) {
        return offices.post(office, "/release/bind", lot.bind());
    }

    byte[] readyAndBind(int office) {
        message(ready(office));
        return message(bind(office));
    }

    HttpResponse<byte[]> release(int office, List<byte[]> binds) {
        return offices.post(office, "/release/release", lot.release(binds));
    }

    /** The shares of two offices that are bound, for every listed bid. */
    List<OfficeCall.Released> released(int one, int other) {
        var binds = List.of(readyAndBind(one), readyAndBind(other));
        return IntStream.of(one, other)
                .mapToObj(i -> offices.ok(release(i, binds), OfficeCall.Released.class))
                .toList();
    }

    /** The key of one bid from what these offices gave for it; {@code first} is the index of the first office. */
    OpeningKey combine(TestLot.Filed bid, List<OfficeCall.Released> released, int... indexes) {
        return combine(
                bid,
                IntStream.range(0, released.size())
                        .mapToObj(i -> share(bid, released.get(i), indexes[i]))
                        .toList());
    }

    OpeningKey combine(TestLot.Filed bid, List<DecryptionShare> shares) {
        var r = Header.parse(lot.key.point(), header(bid)).r();
        return OpeningKey.combine(lot.key.jointKey(), r, context(bid), shares);
    }

    DecryptionShare share(TestLot.Filed bid, OfficeCall.Released released, int index) {
        var envelope = released.shares().stream()
                .filter(share -> share.submission().equals(bid.statement().id().toString()))
                .findFirst()
                .orElseThrow()
                .envelope();
        var plain = ShareEnvelope.open(envelope, offices.combiner.key(), offices.combiner.certificate());
        return Share.read(plain).arithmetic(Suite.P256, index);
    }

    OpeningOutcome open(TestLot.Filed bid, OpeningKey key, Path output) {
        var sealed = SealedBid.of(
                bid.statement(),
                bid.row().bidder(),
                lot.key.stage(),
                lot.key.point(),
                header(bid),
                (index, hash) -> Files.newInputStream(bid.folder().resolve(SealedPackage.partName(index))));
        return BidOpener.open(sealed, key, output);
    }

    byte[] context(TestLot.Filed bid) {
        return Hashing.ctx(
                Suite.P256,
                lot.key.ceremony(),
                lot.key.tender(),
                lot.key.lot(),
                lot.key.stage(),
                bid.statement().id(),
                Suite.P256.hex(header(bid)));
    }

    static byte[] header(TestLot.Filed bid) {
        return Disk.read(bid.folder().resolve(SealedPackage.HEADER));
    }

    private byte[] message(HttpResponse<byte[]> response) {
        return offices.ok(response, OfficeCall.Message.class).message();
    }
}
