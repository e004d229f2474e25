package org.jianzheng.sealing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jianzheng.SharedVectors;

/** The published ceremony of one suite: every random number is given, so every value can be recomputed. */
record PublishedCeremony(
        Suite suite, JsonNode vector, Dkg.Ceremony ceremony, List<Polynomial> polynomials, List<Dkg.Reveal> reveals) {
    private static final HexFormat HEX = HexFormat.of();

    /** Aborts the calling test, visibly, where the published vectors are absent. */
    static PublishedCeremony read(Suite suite) throws IOException {
        var path = SharedVectors.require("vectors/sealing/threshold-" + suite.name() + ".json");
        var vector = new ObjectMapper().readTree(Files.readAllBytes(path));
        var ceremony = new Dkg.Ceremony(
                suite,
                hex(vector.get("ceremony")),
                vector.get("n").asInt(),
                vector.get("t").asInt());
        var polynomials = new ArrayList<Polynomial>();
        var reveals = new ArrayList<Dkg.Reveal>();
        for (var dealer : vector.get("dealers")) {
            polynomials.add(Polynomial.of(texts(dealer.get("coefficients")).stream()
                    .map(text -> Scalar.decodeHex(suite, text))
                    .toList()));
            reveals.add(new Dkg.Reveal(
                    texts(dealer.get("commitments")).stream()
                            .map(text -> Point.decodeHex(suite, text))
                            .toList(),
                    Scalar.decodeHex(suite, dealer.get("pok").get("c").asText()),
                    Scalar.decodeHex(suite, dealer.get("pok").get("z").asText()),
                    hex(dealer.get("salt"))));
        }
        return new PublishedCeremony(suite, vector, ceremony, polynomials, reveals);
    }

    /** What the published subset of custodians combines to. */
    OpeningKey openingKey() {
        var r = Point.decode(suite, hex(vector.get("R")));
        var shares = new ArrayList<DecryptionShare>();
        for (var index : vector.get("subset")) {
            var custodian = vector.get("custodians").get(index.asInt() - 1);
            var d = Point.decodeHex(suite, custodian.get("D").asText());
            var dleq = custodian.get("dleq");
            shares.add(new DecryptionShare(index.asInt(), d, scalar(dleq.get("c")), scalar(dleq.get("z"))));
        }
        return OpeningKey.combine(Dkg.jointKey(ceremony, reveals), r, hex(vector.get("context")), shares);
    }

    JsonNode dealer(int i) {
        return vector.get("dealers").get(i - 1);
    }

    Scalar scalar(JsonNode node) {
        return Scalar.decodeHex(suite, node.asText());
    }

    static byte[] hex(JsonNode node) {
        return HEX.parseHex(node.asText());
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
