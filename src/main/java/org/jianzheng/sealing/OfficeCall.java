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

    /** A signed request alone: {@code /release/ready}. */
    public record Request(byte[] request) {
        public Request {
            KeyForms.present("request", request);
        }
    }

    /**
     * Asks for a later deadline.
     *
     * @param outage the tendering office's CMS of {@code outage.decide} that the entity's act names, or null
     * @param stated what other offices of the key have stated already; enough of it lets an office join them late
     */
    public record Deadline(byte[] request, byte[] outage, List<byte[]> stated) {
        public Deadline {
            KeyForms.present("request", request);
            stated = KeyForms.list("stated", stated);
        }
    }

    /** A signed answer alone. */
    public record Message(byte[] message) {}

    public record Plan(byte[] plan) {
        public Plan {
            KeyForms.present("plan", plan);
        }
    }

    public record Commits(String ceremony, List<byte[]> commits) {
        public Commits {
            KeyForms.hex("ceremony", ceremony, 64);
            commits = KeyForms.list("commits", commits);
        }
    }

    /** A dealer's share for the office {@code to}, encrypted to its encryption certificate. */
    public record ShareTo(int to, byte[] envelope) {}

    /** The answer to {@link Commits}: the signed reveal and the shares for the others. */
    public record Revealed(byte[] message, List<ShareTo> shares) {}

    public record ShareFrom(int from, byte[] envelope) {
        public ShareFrom {
            KeyForms.present("envelope", envelope);
        }
    }

    public record Reveals(String ceremony, List<byte[]> reveals, List<ShareFrom> shares) {
        public Reveals {
            KeyForms.hex("ceremony", ceremony, 64);
            reveals = KeyForms.list("reveals", reveals);
            shares = KeyForms.list("shares", shares);
        }
    }

    public record Acks(String ceremony, List<byte[]> acks) {
        public Acks {
            KeyForms.hex("ceremony", ceremony, 64);
            acks = KeyForms.list("acks", acks);
        }
    }

    /** A record that proves itself: exact bytes, 64 hex digits of salt, the text of a tlog-proof. */
    public record Row(byte[] record, String salt, String proof) {
        public Row {
            KeyForms.present("record", record);
            KeyForms.hex("salt", salt, 64);
            KeyForms.present("proof", proof);
        }
    }

    /** The {@code header.p7m} of a listed bid's envelope; {@code submission} is the statement's id. */
    public record Header(String submission, byte[] header) {
        public Header {
            KeyForms.present("submission", submission);
            KeyForms.present("header", header);
        }
    }

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
            Row closed, List<Row> rows, List<Header> headers, List<byte[]> deadlines, List<byte[]> statements) {
        public Attachment {
            KeyForms.present("closed", closed);
            rows = KeyForms.list("rows", rows);
            headers = KeyForms.list("headers", headers);
            deadlines = KeyForms.list("deadlines", deadlines);
            statements = KeyForms.list("statements", statements);
        }

        /** What {@link OfficeRequest.Bind#rows} says of these canonical bytes. */
        public static String hash(byte[] attachment) {
            return KeyForms.sha256(attachment);
        }
    }

    /** {@code attachment} = canonical bytes of an {@link Attachment}. */
    public record Bind(byte[] request, byte[] attachment) {
        public Bind {
            KeyForms.present("request", request);
            KeyForms.present("attachment", attachment);
        }
    }

    /** {@code binds} = signed {@link OfficeAnswer.Bind}s of at least t offices. */
    public record Release(byte[] request, List<byte[]> binds) {
        public Release {
            KeyForms.present("request", request);
            binds = KeyForms.list("binds", binds);
        }
    }

    /** The share of one bid, encrypted to the combiner's certificate. */
    public record ShareOf(String submission, byte[] envelope) {}

    public record Released(byte[] answer, List<ShareOf> shares) {}

    /**
     * @param record what the destruction rests on, with salt and proof
     * @param notOpened beside {@code share.destroy-ordered} the record {@code lot.not-opened}, else null
     */
    public record Destroy(byte[] request, byte[] record, String salt, String proof, Row notOpened) {
        public Destroy {
            KeyForms.present("request", request);
            KeyForms.present("record", record);
            KeyForms.hex("salt", salt, 64);
            KeyForms.present("proof", proof);
        }

        public Row row() {
            return new Row(record, salt, proof);
        }
    }

    /** {@code GET /journal/{key}}: signed binds and refusals, oldest first. */
    public record Journal(String office, List<byte[]> lines) {
        public Journal {
            lines = KeyForms.list("lines", lines);
        }
    }

    /** What the platform hands to an office that dialled. */
    public record Dialled(String id, String method, String path, byte[] body) {
        public Dialled {
            KeyForms.name("id", id);
            KeyForms.present("method", method);
            KeyForms.present("path", path);
        }
    }

    /** Its answer; {@code dial} is a fresh signed {@link OfficeAnswer.Dial}. */
    public record DialAnswer(int status, byte[] body, byte[] dial) {}
}
