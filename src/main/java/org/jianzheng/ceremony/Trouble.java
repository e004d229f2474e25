package org.jianzheng.ceremony;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** What an office last said when it did not do what was asked: for people to read; nothing is decided by it. */
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

    protected Trouble() {}

    private Trouble(Key key) {
        this.key = key;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Trouble, Key> {
        /** @param key a ceremony or an opening key */
        void note(String key, int office, String problem, Instant now) {
            var id = new Key(key, office);
            var trouble = findById(id);
            if (trouble == null) {
                trouble = new Trouble(id);
                trouble.problem = shorten(problem);
                trouble.at = now;
                persist(trouble);
            } else {
                trouble.problem = shorten(problem);
                trouble.at = now;
            }
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
