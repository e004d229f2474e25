package org.jianzheng.sealing;

import java.util.List;

/**
 * The bodies that travel to and from an office node over HTTP, canonical JSON (docs/protocols/office.md). {@code
 * byte[]} is base64 in them; what a CMS signs is an {@link OfficeRequest}, an {@link OfficeAnswer} or a form of the
 * ceremony.
 */
public final class OfficeCall {
    private OfficeCall() {}

    /** {@code GET /office}: who answers here. */
    public record View(String name, String cosigner, byte[] signing, byte[] encryption, boolean sandbox) {}

    /** A signed request alone: {@code /release/ready}, {@code /deadline}. */
    public record Request(byte[] request) {}

    /** A signed answer alone. */
    public record Message(byte[] message) {}

    public record Plan(byte[] plan) {}

    public record Commits(String ceremony, List<byte[]> commits) {}

    /** A dealer's share for the office {@code to}, encrypted to its encryption certificate. */
    public record ShareTo(int to, byte[] envelope) {}

    /** The answer to {@link Commits}: the signed reveal and the shares for the others. */
    public record Revealed(byte[] message, List<ShareTo> shares) {}

    public record ShareFrom(int from, byte[] envelope) {}

    public record Reveals(String ceremony, List<byte[]> reveals, List<ShareFrom> shares) {}

    public record Acks(String ceremony, List<byte[]> acks) {}

    /** A record that proves itself: exact bytes, 64 hex digits of salt, the text of a tlog-proof. */
    public record Row(byte[] record, String salt, String proof) {}

    /** The {@code header.p7m} of a listed bid's envelope; {@code submission} is the statement's id. */
    public record Header(String submission, byte[] header) {}

    /**
     * Everything an office needs to check a list.
     *
     * @param closed the record {@code lot.closed}
     * @param rows every row of its {@code all}, in that order
     * @param headers of the listed bids, in that order
     * @param deadlines signed deadline statements, all versions
     * @param statements the key statement as signed by every office
     */
    public record Attachment(
            Row closed, List<Row> rows, List<Header> headers, List<byte[]> deadlines, List<byte[]> statements) {}

    /** {@code attachment} = canonical bytes of an {@link Attachment}. */
    public record Bind(byte[] request, byte[] attachment) {}

    /** {@code binds} = signed {@link OfficeAnswer.Bind}s of at least t offices. */
    public record Release(byte[] request, List<byte[]> binds) {}

    /** The share of one bid, encrypted to the combiner's certificate. */
    public record ShareOf(String submission, byte[] envelope) {}

    public record Released(byte[] answer, List<ShareOf> shares) {}

    public record Destroy(byte[] request, byte[] record, String salt, String proof) {}

    /** {@code GET /journal/{key}}: signed binds and refusals, oldest first. */
    public record Journal(String office, List<byte[]> lines) {}

    /** What the platform hands to an office that dialled. */
    public record Dialled(String id, String method, String path, byte[] body) {}

    /** Its answer; {@code dial} is a fresh signed {@link OfficeAnswer.Dial}. */
    public record DialAnswer(int status, byte[] body, byte[] dial) {}
}
