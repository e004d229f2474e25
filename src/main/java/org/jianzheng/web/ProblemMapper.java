package org.jianzheng.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jianzheng.shared.Problem;

/** Maps everything that is thrown to problem+json; what nobody foresaw gets a number that stands in the log. */
class ProblemMapper {
    private static final int MAX_CAUSES = 8;

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return ProblemDocument.of(problem).response();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response notLoggedIn(SecurityException e) {
        var inside = cause(e, Problem.class);
        if (inside != null) {
            return problem(inside);
        }
        return ProblemDocument.of(Problem.of("identity/login-required")
                        .status(401)
                        .detail("This needs a login, or the token given is no longer valid.")
                        .remedy("Log in with your certificate: POST /login/challenge, sign, POST /login."))
                .response();
    }

    @ServerExceptionMapper
    Response notAllowed(ForbiddenException e) {
        return ProblemDocument.of(
                        Problem.of("identity/role")
                                .status(403)
                                .detail("Your roles do not include one that may do this.")
                                .remedy(
                                        "Log in with a certificate that holds the role, or ask the trading centre to grant it."))
                .response();
    }

    // The subclass is named because Quarkus maps it itself otherwise.
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response json(JsonProcessingException e) {
        return ProblemDocument.of(badJson(e)).response();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        var inside = cause(e, Problem.class);
        if (inside != null) {
            return problem(inside);
        }
        var json = cause(e, JsonProcessingException.class);
        if (json != null) {
            return json(json);
        }
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unforeseen(e);
        }
        var document =
                ProblemDocument.of(Problem.of("http/" + status).status(status).remedy(remedy(status)));
        var allow = e.getResponse().getHeaderString("Allow");
        return allow == null
                ? document.response()
                : Response.fromResponse(document.response())
                        .header("Allow", allow)
                        .build();
    }

    @ServerExceptionMapper
    Response unforeseen(Throwable e) {
        var inside = cause(e, Problem.class);
        if (inside != null) {
            return problem(inside);
        }
        var number = UUID.randomUUID();
        Log.errorf(e, "Unforeseen error %s", number);
        return ProblemDocument.of(Problem.of("internal")
                        .status(500)
                        .detail("The platform could not do this. Nothing was half done.")
                        .remedy("Try again; if it stays, give the operator the number " + number + ".")
                        .with("instance", "urn:uuid:" + number))
                .response();
    }

    private static Problem badJson(JsonProcessingException e) {
        var inside = cause(e, Problem.class);
        var field = e instanceof JsonMappingException mapping ? path(mapping) : null;
        if (inside != null) {
            return field == null || inside.field() != null && !inside.field().isEmpty() && field.isEmpty()
                    ? inside
                    : inside.field(field);
        }
        // The parser's own message may quote what it read; only its first line, and nothing of the source.
        var reason = String.valueOf(e.getOriginalMessage()).split("\n")[0];
        return Problem.of("http/json")
                .field(field == null || field.isEmpty() ? null : field)
                .detail("The body is not the JSON that this endpoint takes: %s", clean(reason))
                .remedy("Compare it with the API description at /q/openapi.");
    }

    private static String clean(String reason) {
        var at = reason.indexOf(" (class ");
        var text = at < 0 ? reason : reason.substring(0, at);
        return text.replaceAll("`?org\\.jianzheng\\.[A-Za-z.$]+`?", "this form");
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            path.append(path.isEmpty() || step.getFieldName() == null ? "" : ".");
            path.append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName());
        }
        return path.toString();
    }

    private static String remedy(int status) {
        return switch (status) {
            case 404 -> "Check the address; the API description is at /q/openapi.";
            case 405 -> "Use a method that the Allow header names.";
            case 406 -> "Accept the media type that /q/openapi names.";
            case 413 -> "Send less in one request; bid objects go up in parts.";
            case 415 -> "Send the media type that /q/openapi names.";
            default -> "Compare the request with the API description at /q/openapi.";
        };
    }

    private static <T extends Throwable> T cause(Throwable e, Class<T> wanted) {
        var at = e;
        for (int i = 0; at != null && i < MAX_CAUSES; i++, at = at.getCause()) {
            if (wanted.isInstance(at)) {
                return wanted.cast(at);
            }
        }
        return null;
    }
}
