package org.jianzheng.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jianzheng.shared.Problem;

/** What the platform answered to a call that it did not refuse. */
public record PlatformAnswer(int status, byte[] body) {
    /** Lenient on purpose: a newer platform may say more than this tool asks for. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** An answer's record as JSON again, to keep it in a file. */
    static byte[] bytes(Object answer) {
        return org.jianzheng.record.Canonical.write(answer);
    }

    public boolean isEmpty() {
        return body.length == 0;
    }

    public JsonNode json() {
        return as(JsonNode.class);
    }

    /** The body as a record. */
    public <T> T as(Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (IOException e) {
            throw Problem.of("cli/answer")
                    .status(502)
                    .detail("平台的答复无法读取 · The platform's answer is no %s.", type.getSimpleName())
                    .remedy("Check the address; another program may be answering there.")
                    .cause(e);
        }
    }

    @Override
    public String toString() {
        return "PlatformAnswer[" + status + ", " + body.length + " bytes]";
    }
}
