package org.jianzheng.bench;

import java.io.IOException;
import java.util.List;

/** From the closed lot to its open bids, with everything between: the list cosigned, the offices asked, shares, bids. */
final class CeremonyLine implements Line {
    private static final Goal AIM = Goal.most("5");

    @Override
    public String name() {
        return "ceremony";
    }

    @Override
    public Measured unmeasured(String why) {
        return Measured.absent(title(Sizes.TABLE), "s", AIM, why);
    }

    @Override
    public List<Measured> measure(Ground ground) throws IOException {
        var sizes = ground.sizes();
        long time = PlayedLot.play(ground, sizes.listed(), sizes.listedBid());
        return List.of(Measured.alone(title(sizes), "s", Measured.Better.LESS, Figures.seconds(time), AIM));
    }

    private static String title(Sizes sizes) {
        return "open " + sizes.listed() + " bids of " + Sizes.text(sizes.listedBid())
                + ": shares, proofs, combination, decryption, from closed to opened";
    }
}
