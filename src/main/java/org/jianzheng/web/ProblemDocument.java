package org.jianzheng.web;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jianzheng.shared.Problem;

/** A problem as its RFC 9457 document: type, title, status, detail, field, remedy, and the problem's own members. */
record ProblemDocument(int status, Map<String, Object> members) {
    /** A member in seconds that is also sent as the header. */
    private static final String RETRY_AFTER = "retryAfter";

    static final MediaType TYPE = MediaType.valueOf("application/problem+json");

    static ProblemDocument of(Problem problem) {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "urn:jianzheng:problem:" + problem.slug());
        members.put("title", title(problem.status()));
        members.put("status", problem.status());
        put(members, "detail", problem.detail());
        put(members, "field", problem.field());
        put(members, "remedy", problem.remedy());
        problem.members().forEach(members::putIfAbsent);
        return new ProblemDocument(problem.status(), members);
    }

    Response response() {
        var answer = Response.status(status).type(TYPE).entity(members).header("Cache-Control", "no-store");
        if (status == 401) {
            answer.header("WWW-Authenticate", "Bearer");
        }
        var wait = members.get(RETRY_AFTER);
        return (wait == null ? answer : answer.header("Retry-After", wait)).build();
    }

    static String title(int status) {
        return switch (status) {
            case 400 -> "请求有误 · Bad request";
            case 401 -> "请先登录 · Login required";
            case 403 -> "无权操作 · Not allowed";
            case 404 -> "没有找到 · Not found";
            case 405 -> "方法不适用 · Method not allowed";
            case 409 -> "与现状冲突 · Conflict";
            case 411 -> "须注明长度 · Length required";
            case 413 -> "内容过大 · Too large";
            case 415 -> "类型不符 · Unsupported media type";
            case 422 -> "不合规则 · Against the rules";
            case 429 -> "请求过多 · Too many requests";
            case 500 -> "内部错误 · Internal error";
            case 503 -> "暂停服务 · Unavailable";
            default -> "未能完成 · Not done";
        };
    }

    private static void put(Map<String, Object> members, String name, String value) {
        if (value != null && !value.isEmpty()) {
            members.put(name, value);
        }
    }
}
