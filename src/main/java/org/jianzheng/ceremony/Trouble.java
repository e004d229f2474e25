package org.jianzheng.ceremony;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
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

    protected Trouble() {}

    private Trouble(Key key) {
        this.key = key;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Trouble, Key> {
        /** @param key a ceremony or an opening key */
        void note(String key, int office, String problem, Instant now) {
            noted(key, office, problem, now);
        }

        /** @param nextAsk before which the office is not asked again, or null */
        void note(String key, int office, String problem, Instant now, Instant nextAsk) {
            noted(key, office, problem, now).nextAsk = nextAsk;
        }

        private Trouble noted(String key, int office, String problem, Instant now) {
            var id = new Key(key, office);
            var trouble = findById(id);
            boolean fresh = trouble == null;
            if (fresh) {
                trouble = new Trouble(id);
            }
            trouble.problem = shorten(problem);
            trouble.at = now;
            if (fresh) {
                persist(trouble);
            }
            return trouble;
        }

        /** The offices that are not to be asked yet. */
        Set<Integer> resting(String key, Instant now) {
            return list("key.key = ?1 and nextAsk > ?2", key, now).stream()
                    .map(t -> t.key.office())
                    .collect(Collectors.toSet());
        }

        void clear(String key, int office) {
            deleteById(new Key(key, office));
        }

        Map<Integer, String> of(String key) {
            return list("key.key", key).stream().collect(Collectors.toMap(t -> t.key.office(), t -> t.problem));
        }

        private static String shorten(String text) {
            return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        }
    }
}
