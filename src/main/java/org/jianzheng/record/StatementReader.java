package org.jianzheng.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * Reads the one field of all forms that may be absent: {@code manifest}, of a {@link SubmissionStatement} or of its
 * envelopes. Everything else stays as strict as {@link Canonical}; a {@code null} in its place is not the same spelling.
 */
final class StatementReader {
    private static final String MANIFEST = "manifest";

    private StatementReader() {}

    private record StatementForm(
            int v,
            String suite,
            TenderId tender,
            LotId lot,
            BidId id,
            int seq,
            String prev,
            String manifest,
            List<SubmissionStatement.Envelope> envelopes) {}

    private record EnvelopeForm(
            String stage, String openingKey, ObjectRef header, List<ObjectRef> parts, String manifest) {}

    static final class OfStatement extends JsonDeserializer<SubmissionStatement> {
        @Override
        public SubmissionStatement deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var f = read(parser, context, StatementForm.class);
            return new SubmissionStatement(f.v, f.suite, f.tender, f.lot, f.id, f.seq, f.prev, f.manifest, f.envelopes);
        }
    }

    static final class OfEnvelope extends JsonDeserializer<SubmissionStatement.Envelope> {
        @Override
        public SubmissionStatement.Envelope deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            var f = read(parser, context, EnvelopeForm.class);
            return new SubmissionStatement.Envelope(f.stage, f.openingKey, f.header, f.parts, f.manifest);
        }
    }

    private static <T> T read(JsonParser parser, DeserializationContext context, Class<T> form) throws IOException {
        JsonNode tree = context.readTree(parser);
        if (tree instanceof ObjectNode object && !object.has(MANIFEST)) {
            object.putNull(MANIFEST);
        }
        return context.readTreeAsValue(tree, form);
    }
}
