package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.jianzheng.record.Audience;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudienceTest {
    private static final String ACTOR = "a".repeat(64);

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # audience             , the actor, a rival, tendering office, supervisor, discipline, trading centre, the public
                    NOBODY                 , false    , false  , false           , false     , false     , false         , false
                    ACTOR_ONLY             , true     , false  , false           , false     , false     , false         , false
                    SUPERVISORS            , false    , false  , true            , true      , true      , false         , false
                    ACTOR_AND_SUPERVISORS  , true     , false  , true            , true      , true      , false         , false
                    PUBLIC                 , true     , true   , true            , true      , true      , true          , true
                    """)
    void showsARecordToItsAudienceOnly(
            Audience audience,
            boolean actor,
            boolean rival,
            boolean office,
            boolean supervisor,
            boolean discipline,
            boolean centre,
            boolean anybody) {
        assertEquals(actor, sees(audience, ACTOR, "BIDDER"));
        assertEquals(rival, sees(audience, "b".repeat(64), "BIDDER"));
        assertEquals(office, sees(audience, "c".repeat(64), "TENDERING_OFFICE"));
        assertEquals(supervisor, sees(audience, "c".repeat(64), "SUPERVISOR"));
        assertEquals(discipline, sees(audience, "c".repeat(64), "DISCIPLINE"));
        assertEquals(centre, sees(audience, "c".repeat(64), "TRADING_CENTRE"));
        assertEquals(anybody, Viewers.include(audience, ACTOR, Asker.anybody()));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # before               , widened to            , after
                    NOBODY                 , SUPERVISORS           , SUPERVISORS
                    NOBODY                 , PUBLIC                , PUBLIC
                    ACTOR_ONLY             , SUPERVISORS           , ACTOR_AND_SUPERVISORS
                    ACTOR_ONLY             , NOBODY                , ACTOR_ONLY
                    ACTOR_AND_SUPERVISORS  , ACTOR_ONLY            , ACTOR_AND_SUPERVISORS
                    SUPERVISORS            , ACTOR_ONLY            , ACTOR_AND_SUPERVISORS
                    PUBLIC                 , NOBODY                , PUBLIC
                    """)
    void onlyWidens(Audience before, Audience widened, Audience after) {
        assertEquals(after, Viewers.audience(Viewers.of(before) | Viewers.of(widened)));
    }

    private static boolean sees(Audience audience, String who, String role) {
        return Viewers.include(audience, ACTOR, new Asker(Set.of(who), Set.of(role)));
    }
}
