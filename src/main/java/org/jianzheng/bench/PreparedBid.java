package org.jianzheng.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.record.Cms;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.Subject;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.PackageInput;
import org.jianzheng.sealing.PackageWriter;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Money;

/** A bid that is sealed, signed and in memory: what is left to do is to send it. */
record PreparedBid(Bidders.LoggedIn bidder, SubmissionStatement statement, byte[] signed, List<Piece> pieces) {
    private static final String SIGNED = "application/pkcs7-mime";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One sealed object, read when it is sent. */
    record Piece(ObjectRef ref, Path file, byte[] small) {
        byte[] bytes() throws IOException {
            return small == null ? Files.readAllBytes(file) : small;
        }
    }

    /** What the platform answered; the receipt is there exactly when the bid was taken. */
    record Outcome(int status, Optional<Receipt> receipt, String why) {
        boolean refused() {
            return status >= 400 && status < 500;
        }
    }

    /**
     * Seals the form and {@code files} and signs the statement, the first of this bidder on this lot.
     *
     * @param folder of the package; it stays there when {@code keep}, else its objects are held in memory
     */
    static PreparedBid prepare(
            World world, Bidders.LoggedIn bidder, KeyStatement lot, List<Path> files, Path folder, boolean keep) {
        var form = new BidForm(
                1,
                lot.tender(),
                lot.lot(),
                Subject.of(bidder.signer().certificate()).organisation(),
                Money.ofYuan("4980000"),
                180,
                "合格",
                new BidForm.ProjectManager("张三", "京1112026000001"),
                Map.of());
        var sealed = files.stream()
                .map(file ->
                        new PackageInput.FileToSeal(file, file.getFileName().toString(), "application/pdf"))
                .toList();
        var input = PackageInput.of(
                lot.point(), lot.tender(), lot.lot(), lot.stage(), bidder.signer(), form.bytes(), sealed);
        var made = PackageWriter.write(keep ? input : input.with(8 << 20, 1), folder);
        var statement = new SubmissionStatement(
                1,
                lot.suite(),
                lot.tender(),
                lot.lot(),
                BidId.at(world.now()),
                1,
                null,
                made.manifestHash(),
                List.of(new SubmissionStatement.Envelope(lot.stage(), lot.key(), made.header(), made.parts())));
        var bid = new PreparedBid(bidder, statement, Cms.sign(statement.bytes(), bidder.signer()), pieces(made, keep));
        if (!keep) {
            remove(folder);
        }
        return bid;
    }

    private static List<Piece> pieces(SealedPackage made, boolean keep) {
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < made.parts().size(); i++) {
            pieces.add(piece(made.parts().get(i), made.directory().resolve(SealedPackage.partName(i)), keep));
        }
        pieces.add(piece(made.header(), made.directory().resolve(SealedPackage.HEADER), keep));
        return List.copyOf(pieces);
    }

    private static Piece piece(ObjectRef ref, Path file, boolean keep) {
        try {
            return new Piece(ref, file, keep ? null : Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try {
            Scratch.remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends statement and objects, one after the other. */
    Outcome send(Wire wire) throws IOException {
        var answer = postStatement(wire);
        if (answer.status() != 201) {
            return new Outcome(answer.status(), Optional.empty(), answer.text());
        }
        for (var piece : pieces) {
            answer = put(piece, wire);
            if (answer.status() >= 300) {
                return new Outcome(answer.status(), Optional.empty(), answer.text());
            }
        }
        return new Outcome(answer.status(), Optional.of(receipt(answer.body())), "");
    }

    /** The statement alone. */
    void state(Wire wire) throws IOException {
        postStatement(wire).require(201);
    }

    Wire.Answer put(Piece piece, Wire wire) throws IOException {
        var path = "/lots/" + statement.lot() + "/bids/" + statement.id() + "/objects/";
        return wire.put(path + piece.ref().hash(), bidder.token(), piece.bytes());
    }

    private Wire.Answer postStatement(Wire wire) throws IOException {
        return wire.post("/lots/" + statement.lot() + "/bids", bidder.token(), SIGNED, signed);
    }

    /** The best receipt there is by now. */
    Receipt fetch(Wire wire) throws IOException {
        var path = "/lots/" + statement.lot() + "/bids/" + statement.id() + "/receipt";
        return receipt(wire.get(path, bidder.token()).require(200).body());
    }

    private static Receipt receipt(byte[] answer) throws IOException {
        return Receipt.of(JSON.readValue(answer, Receipt.Json.class));
    }
}
