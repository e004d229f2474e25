package org.jianzheng.web;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import io.restassured.path.json.JsonPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One endpoint by method and path template, as read from the code and from the API description. */
record Endpoint(String method, String path) implements Comparable<Endpoint> {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    static Endpoint of(String line) {
        var words = line.strip().split("\\s+");
        return new Endpoint(words[0], words[1]);
    }

    /** Every compiled REST method, whatever its class's visibility. */
    static Set<Endpoint> compiled(JavaClasses classes) {
        var found = new TreeSet<Endpoint>();
        for (var type : classes) {
            for (var method : type.getMethods()) {
                httpMethod(method)
                        .ifPresent(verb -> found.add(new Endpoint(verb, normal(path(type) + "/" + path(method)))));
            }
        }
        return found;
    }

    /** Every operation of the API description. */
    static Set<Endpoint> described(JsonPath openapi) {
        var found = new TreeSet<Endpoint>();
        Map<String, Map<String, Object>> paths = openapi.getMap("paths");
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(METHODS::contains)
                .forEach(verb -> found.add(new Endpoint(verb.toUpperCase(Locale.ROOT), normal(path)))));
        return found;
    }

    /** The path with well-formed values that belong to nothing. */
    String example() {
        return path.replace("{index}", "0")
                .replace("{entryIndex}", "0")
                .replace("{hash}", "0".repeat(64))
                .replace("{name}", "a.pdf")
                .replace("{path}", "0/x999/999")
                .replaceAll("\\{[A-Za-z]+}", "00000000-0000-7000-8000-000000000000");
    }

    private static java.util.Optional<String> httpMethod(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(JavaAnnotation::getRawType)
                .filter(type -> type.isAnnotatedWith(HttpMethod.class))
                .map(type -> type.getAnnotationOfType(HttpMethod.class).value())
                .findFirst();
    }

    private static String path(CanBeAnnotated element) {
        if (!element.isAnnotatedWith(Path.class)) {
            return "";
        }
        return element instanceof JavaMethod method
                ? method.getAnnotationOfType(Path.class).value()
                : ((com.tngtech.archunit.core.domain.JavaClass) element)
                        .getAnnotationOfType(Path.class)
                        .value();
    }

    /** One spelling: no doubled or trailing slash, no pattern of a parameter. */
    private static String normal(String path) {
        var plain =
                ("/" + path).replaceAll("\\{\\s*([A-Za-z]+)\\s*:[^}]*}", "{$1}").replaceAll("/+", "/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    @Override
    public int compareTo(Endpoint other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
