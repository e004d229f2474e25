package org.jianzheng.office;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Commitment;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;

/**
 * One answer, kept beside the hash of the question it was given to. The same question gets the same bytes for ever; a
 * different one at the same place is refused, so nobody gets two answers.
 *
 * @param question hex SHA-256 over the signed contents, not over signatures, which differ each time they are made
 */
record StoredAnswer(int v, String question, byte[] reply) {
    static String question(List<byte[]> contents) {
        var all = new java.io.ByteArrayOutputStream();
        contents.forEach(content ->
                all.writeBytes(Commitment.hash(content).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        return Commitment.hash(all.toByteArray());
    }

    static String question(byte[] content) {
        return question(List.of(content));
    }

    static Optional<StoredAnswer> read(Path file) {
        return Disk.readIfThere(file).map(bytes -> Canonical.read(bytes, StoredAnswer.class));
    }

    /** The stored bytes if this question was answered; refuses when another one was. */
    static Optional<byte[]> repeat(Path file, String question) {
        var stored = read(file);
        if (stored.isPresent() && !stored.get().question.equals(question)) {
            throw Problem.of("office/answered-otherwise")
                    .status(409)
                    .detail("This office has already answered a different request at this place.")
                    .remedy("Repeat that request; an office answers each question once.");
        }
        return stored.map(StoredAnswer::reply);
    }

    /** On the disk when this returns. */
    static byte[] store(Path file, String question, byte[] reply) {
        DurableFile.replace(file, Canonical.write(new StoredAnswer(1, question, reply)));
        return reply;
    }
}
