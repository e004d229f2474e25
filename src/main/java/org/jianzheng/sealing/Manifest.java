package org.jianzheng.sealing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * What a bid consists of (see {@code docs/protocols/envelope.md}); signed by the bidder and sealed inside the header.
 *
 * @param salt 64 hex digits at random, so that the hash of a manifest gives no price away
 * @param envelope the opening stage, {@code opening} in a one-envelope tender
 * @param bidder certificate id of the signer
 * @param openingKey hex SHA-256 of the opening key's SubjectPublicKeyInfo
 * @param files the first is {@code bid-form.json}; parts are numbered through them in this order
 * @param pad zeros that hide the number of files
 */
public record Manifest(
        int v,
        String suite,
        TenderId tender,
        LotId lot,
        String envelope,
        String bidder,
        String openingKey,
        String salt,
        List<ManifestFile> files,
        String pad) {
    /** Name of the first file. */
    public static final String FORM = "bid-form.json";

    private static final int PAGE = 4096;

    /** As strict as canonical JSON except for spelling: a manifest written by hand keeps its spaces. */
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * Reads the content of the manifest's SignedData.
     *
     * @throws Problem {@code sealing/manifest} naming what is wrong
     */
    public static Manifest read(byte[] json) {
        Manifest manifest;
        try {
            // Jackson would guess UTF-16 from the first bytes.
            var text = StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(json));
            manifest = MAPPER.readValue(text.toString(), Manifest.class);
        } catch (CharacterCodingException e) {
            throw ManifestRules.refuse("it is not UTF-8").cause(e);
        } catch (IOException e) {
            throw ManifestRules.refuse(String.valueOf(e.getMessage()).split("\n")[0])
                    .cause(e);
        }
        if (manifest == null) {
            throw ManifestRules.refuse("it is null");
        }
        ManifestRules.check(manifest);
        return manifest;
    }

    /** Canonical JSON, padded with {@code pad} to a multiple of 4 KiB. */
    byte[] write() {
        ManifestRules.check(this);
        int length = Canonical.write(withPad("")).length;
        return Canonical.write(withPad("0".repeat((PAGE - length % PAGE) % PAGE)));
    }

    private Manifest withPad(String newPad) {
        return new Manifest(v, suite, tender, lot, envelope, bidder, openingKey, salt, files, newPad);
    }

    /** Number of part objects. */
    public int partCount() {
        return files.stream().mapToInt(file -> file.parts().size()).sum();
    }

    /** The form's entry. */
    public ManifestFile form() {
        return files.get(0);
    }

    /**
     * Checks that {@code form}, without padding, is the bid form this manifest was signed over. So a price that is read
     * out is tied to the bidder's signature, and through the statement's {@code manifest} to his receipt, without any
     * decryption.
     *
     * @throws Problem {@code sealing/form-mismatch} when it is another form
     */
    public void checkForm(byte[] form) {
        var padded = form.length == form().size() ? Arrays.copyOf(form, (int) form().paddedSize()) : new byte[0];
        int at = 0;
        for (var part : form().parts()) {
            int end = (int) Math.min(padded.length, at + part.size());
            if (!Suite.of(suite).hex(Arrays.copyOfRange(padded, at, end)).equals(part.ptHash())) {
                throw Problem.of("sealing/form-mismatch")
                        .detail("This form is not the one the bidder signed in the manifest.")
                        .remedy("Compare it with the form that was sealed; report the difference.");
            }
            at = end;
        }
    }
}
