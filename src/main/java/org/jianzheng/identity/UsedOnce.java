package org.jianzheng.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * What counts once, on any number of instances: signed acts and login challenges. Only hashes are kept, so that no row
 * says who acted.
 */
@ApplicationScoped
class UsedOnce {
    private final EntityManager entities;

    UsedOnce(EntityManager entities) {
        this.entities = entities;
    }

    /** Marks the act with this nonce as used; false when it was before. Two that race wait for each other's commit. */
    boolean act(String actor, String nonce) {
        return entities.createNativeQuery("insert into act_used (act) values (?1) on conflict do nothing")
                        .setParameter(1, sha256((actor + "\n" + nonce).getBytes(StandardCharsets.UTF_8)))
                        .executeUpdate()
                == 1;
    }

    /** Marks a login challenge as used; false when it was before. Forgets those that have expired. */
    boolean challenge(byte[] challenge, Instant expires, Instant systemNow) {
        entities.createNativeQuery("delete from login_used where expires < ?1")
                .setParameter(1, systemNow)
                .executeUpdate();
        return entities.createNativeQuery(
                                "insert into login_used (challenge, expires) values (?1, ?2) on conflict do nothing")
                        .setParameter(1, sha256(challenge))
                        .setParameter(2, expires)
                        .executeUpdate()
                == 1;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
