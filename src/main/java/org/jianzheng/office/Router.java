package org.jianzheng.office;

import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jianzheng.shared.Problem;

/**
 * Which part of the office answers which address, for HTTP and for the dialled connection alike. Whatever fails on the
 * way is a refusal with a problem document, and a note in the journal.
 */
final class Router {
    static final int SMALL = 1 << 20;
    /** A bind carries every row of a list and the headers of the listed bids. */
    private static final int LARGE = 64 << 20;

    private static final Pattern CHECKPOINT = Pattern.compile("/([0-9a-f]{64})/checkpoint");
    private static final Pattern JOURNAL = Pattern.compile("/journal/([0-9a-f]{64})");

    /** A POST: the body in, the answer out. */
    interface Handler {
        Reply answer(byte[] body);
    }

    /** A GET below a prefix: the variable part of the path in. */
    interface Reader {
        Reply answer(String name);
    }

    /** Everything this office answers. {@code time} takes the asker's nonce. */
    record Addresses(
            Map<String, Handler> posts,
            Reply view,
            Supplier<Reply> health,
            Reader checkpoint,
            Reader time,
            Reader journal) {}

    private final Addresses addresses;
    private final Notebook notebook;

    Router(Addresses addresses, Notebook notebook) {
        this.addresses = addresses;
        this.notebook = notebook;
    }

    static int limit(String path) {
        return path.equals("/release/bind") ? LARGE : SMALL;
    }

    Reply answer(String method, String pathAndQuery, byte[] body) {
        try {
            return route(method, pathAndQuery, body);
        } catch (Problem e) {
            // Reading refused is no event; and anyone may ask for addresses that are not there.
            if (method.equals("POST") && e.status() != 404) {
                notebook.refused(pathAndQuery, e);
            }
            return Reply.problem(e);
        } catch (RuntimeException e) {
            // On any doubt, refuse and record: the answer shows nothing of the inside.
            notebook.note("failed", Map.of("request", method + " " + pathAndQuery, "error", trace(e)));
            return Reply.problem(Problem.of("office/failed")
                    .status(500)
                    .detail("This office could not answer.")
                    .remedy("Its keeper finds the cause in journal.log; repeat the request after that."));
        }
    }

    private Reply route(String method, String pathAndQuery, byte[] body) {
        int question = pathAndQuery.indexOf('?');
        var path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        var query = question < 0 ? "" : pathAndQuery.substring(question + 1);
        if (method.equals("POST") && addresses.posts().containsKey(path)) {
            return addresses.posts().get(path).answer(body);
        }
        if (method.equals("GET")) {
            var checkpoint = CHECKPOINT.matcher(path);
            var journal = JOURNAL.matcher(path);
            if (path.equals("/office")) {
                return addresses.view();
            }
            if (path.equals("/health")) {
                return addresses.health().get();
            }
            if (path.equals("/time") && query.startsWith("nonce=")) {
                return addresses.time().answer(query.substring("nonce=".length()));
            }
            if (checkpoint.matches()) {
                return addresses.checkpoint().answer(checkpoint.group(1));
            }
            if (journal.matches()) {
                return addresses.journal().answer(journal.group(1));
            }
        }
        throw Problem.of("office/no-address")
                .status(404)
                .detail("This office has no %s %s.", method, path)
                .remedy("See docs/protocols/office.md.");
    }

    private static String trace(RuntimeException e) {
        return e + " at "
                + Stream.of(e.getStackTrace()).limit(6).map(String::valueOf).collect(Collectors.joining(" < "));
    }
}
