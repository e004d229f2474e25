package org.jianzheng.ceremony;

import java.util.List;
import org.jianzheng.sealing.KeyStatement;

/**
 * An opening key that every office has stated.
 *
 * @param openingKey hex SHA-256 of the key's SubjectPublicKeyInfo
 * @param signed the statement as each office signed it, in office order
 * @param deadlines every signed deadline statement so far
 * @param certificate the X.509 certificate that carries the key, DER
 */
public record StatedKey(
        String ceremony,
        String openingKey,
        KeyStatement statement,
        List<byte[]> signed,
        List<byte[]> deadlines,
        byte[] certificate) {
    /** The same key with these deadline statements. */
    public StatedKey withDeadlines(List<byte[]> others) {
        return new StatedKey(ceremony, openingKey, statement, signed, List.copyOf(others), certificate);
    }
}
