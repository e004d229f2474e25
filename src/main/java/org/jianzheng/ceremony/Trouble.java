package org.jianzheng.ceremony;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an office last said when it did not do what was asked, for people to read, and when it is asked again; nothing else
 * is decided by it.
 */
@Entity
@Table(name = "office_trouble")
class Trouble {
    private static final int LONGEST = 1_000;

    @Embeddable
    record Key(String key, int office) {}

    @EmbeddedId
    private Key key;

    private String problem;
    private Instant at;

    @Column(name = "next_ask")
    private Instant nextAsk;

    private String kind;
    private Instant since;
    private Instant began;

    protected Trouble() {}

    /** What an office said, or that it said nothing ({@code refused} is null). */
    record Noted(String text, Patience.Refused refused) {
        /** Tells one trouble from another: a refusal's text may change each second. */
        String kind() {
            return shorten(refused == null ? text : refused.status() + " " + refused.type());
        }
    }

    private static String shorten(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Trouble, Key> {
        /** @param key a ceremony or an opening key */
        void note(String key, int office, String problem, Instant now) {
            noted(key, office, problem, now);
        }

        /** Also says when it is asked again; tells whether this trouble is another than before. */
        boolean note(String key, int office, Noted noted, Patience patience, Instant now) {
            var trouble = noted(key, office, noted.text(), now);
            boolean news = !noted.kind().equals(trouble.kind);
            if (news) {
                trouble.kind = noted.kind();
                trouble.since = now;
            }
            trouble.nextAsk = patience.nextAsk(noted.refused(), trouble.since, now);
            return news;
        }

        /** Whatever its offices said, they are asked with the next beat. */
        void askAgain(String key) {
            update("nextAsk = null where key.key = ?1", key);
        }

        /** Since when an office has done nothing that it was asked for, whatever it said meanwhile. */
        Optional<Instant> since(String key, int office) {
            return findByIdOptional(new Key(key, office)).map(trouble -> trouble.began);
        }

        private Trouble noted(String key, int office, String problem, Instant now) {
            // Two instances may meet the same trouble in the same moment.
            getEntityManager()
                    .createNativeQuery("INSERT INTO office_trouble (key, office, problem, at, began)"
                            + " VALUES (?1, ?2, '', ?3, ?3) ON CONFLICT (key, office) DO UPDATE SET at = EXCLUDED.at")
                    .setParameter(1, key)
                    .setParameter(2, office)
                    .setParameter(3, now)
                    .executeUpdate();
            var trouble = findById(new Key(key, office), LockModeType.PESSIMISTIC_WRITE);
            trouble.problem = shorten(problem);
            trouble.at = now;
            return trouble;
        }

        /** The offices that are not to be asked yet. */
        Set<Integer> resting(String key, Instant now) {
            return list("key.key = ?1 and nextAsk > ?2", key, now).stream()
                    .map(t -> t.key.office())
                    .collect(Collectors.toSet());
        }

        void clear(String key, int office) {
            delete("key.key = ?1 and key.office = ?2", key, office);
        }

        Map<Integer, String> of(String key) {
            return list("key.key", key).stream().collect(Collectors.toMap(t -> t.key.office(), t -> t.problem));
        }
    }
}
