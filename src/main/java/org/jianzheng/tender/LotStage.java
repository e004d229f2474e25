package org.jianzheng.tender;

import java.util.Set;

/** Where a lot stands; each stage names the stages that may follow it. */
public enum LotStage {
    /** Being prepared; its opening key is being made. */
    DRAFT,
    /** The notice is out and sealed bids are accepted until the deadline. */
    PUBLISHED,
    /** The list of sealed bids is fixed; the offices are asked for their shares. */
    CLOSED,
    /** Fewer bidders than the law asks for; the bids stay sealed (招标投标法 第二十八条). */
    NOT_OPENED,
    /** All bids that can be opened are; the session reads them out. */
    OPENED,
    /** The opening record is signed. */
    RECORDED;

    public Set<LotStage> successors() {
        return switch (this) {
            case DRAFT -> Set.of(PUBLISHED);
            case PUBLISHED -> Set.of(CLOSED, NOT_OPENED);
            case CLOSED -> Set.of(OPENED);
            case OPENED -> Set.of(RECORDED);
            case NOT_OPENED, RECORDED -> Set.of();
        };
    }

    /** Whether it is settled that the lot's bids were opened, or never will be. */
    public boolean isDecided() {
        return switch (this) {
            case DRAFT, PUBLISHED, CLOSED -> false;
            case NOT_OPENED, OPENED, RECORDED -> true;
        };
    }

    LotStage to(LotStage next) {
        if (!successors().contains(next)) {
            throw new IllegalStateException("A lot cannot go from " + this + " to " + next);
        }
        return next;
    }
}
