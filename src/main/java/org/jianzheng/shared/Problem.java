package org.jianzheng.shared;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal that helps its reader act: a stable type, what is wrong with which field, and what to do about it.
 *
 * <p>Crosses the HTTP border as problem+json (RFC 9457) with {@code type} = {@code urn:jianzheng:problem:<slug>}; the
 * tool prints {@link #getMessage()}. Thrown out of a door it rolls the transaction back, so nothing stays half-done.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String slug;
    private final int status;
    private final String detail;
    private final String field;
    private final String remedy;
    private final transient Map<String, Object> members;

    private Problem(
            String slug,
            int status,
            String detail,
            String field,
            String remedy,
            Map<String, Object> members,
            Throwable cause) {
        super(message(slug, detail, field, remedy), cause);
        this.slug = slug;
        this.status = status;
        this.detail = detail;
        this.field = field;
        this.remedy = remedy;
        this.members = members;
    }

    /** Starts a problem of the stable type {@code slug}, for example {@code tender/period-too-short}; status 400. */
    public static Problem of(String slug) {
        return new Problem(slug, 400, null, null, null, Map.of(), null);
    }

    /** The HTTP status that a resource answers with. */
    public Problem status(int newStatus) {
        return new Problem(slug, newStatus, detail, field, remedy, members, getCause());
    }

    /** One sentence that names the value and the rule; arguments as for {@link String#format}. */
    public Problem detail(String format, Object... arguments) {
        var text = arguments.length == 0 ? format : String.format(format, arguments);
        return new Problem(slug, status, text, field, remedy, members, getCause());
    }

    /** The input field at fault, as a dotted path. */
    public Problem field(String path) {
        return new Problem(slug, status, detail, path, remedy, members, getCause());
    }

    /** What the reader can do now, in the imperative. */
    public Problem remedy(String what) {
        return new Problem(slug, status, detail, field, what, members, getCause());
    }

    /** One more member of the problem document, for example a signed refusal. */
    public Problem with(String name, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(slug, status, detail, field, remedy, Collections.unmodifiableMap(more), getCause());
    }

    public Problem cause(Throwable cause) {
        return new Problem(slug, status, detail, field, remedy, members, cause);
    }

    public String slug() {
        return slug;
    }

    public int status() {
        return status;
    }

    public String detail() {
        return detail;
    }

    public String field() {
        return field;
    }

    public String remedy() {
        return remedy;
    }

    public Map<String, Object> members() {
        return members;
    }

    private static String message(String slug, String detail, String field, String remedy) {
        var text = new StringBuilder(detail == null ? slug : detail);
        if (field != null) {
            text.append(" [").append(field).append(']');
        }
        if (remedy != null) {
            text.append(' ').append(remedy);
        }
        return text.toString();
    }
}
