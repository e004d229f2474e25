package org.jianzheng.office;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.Problem;

/** What goes back over HTTP, or through a dialled connection. */
record Reply(int status, String contentType, byte[] body) {
    static Reply json(Object value) {
        return new Reply(200, "application/json", Canonical.write(value));
    }

    static Reply jsonBytes(byte[] canonical) {
        return new Reply(200, "application/json", canonical);
    }

    static Reply cms(byte[] der) {
        return new Reply(200, "application/pkcs7-mime", der);
    }

    static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply problem(Problem problem) {
        var document = new TreeMap<String, Object>();
        problem.members().forEach((name, value) -> document.put(name, value));
        document.put("type", "urn:jianzheng:problem:" + problem.slug());
        document.put("status", problem.status());
        document.put("detail", problem.detail());
        if (problem.field() != null) {
            document.put("field", problem.field());
        }
        if (problem.remedy() != null) {
            document.put("remedy", problem.remedy());
        }
        return new Reply(problem.status(), "application/problem+json", Canonical.write(document));
    }
}
