package org.jianzheng;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The files in {@code deploy/} and the operator's guide say what the code does: no container engine is needed to know. */
class DeployTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final Pattern KEY_IN_CODE = Pattern.compile(
            "@ConfigProperty\\(\\s*name\\s*=\\s*\"(jianzheng\\.[^\"]+)\"(?:,\\s*defaultValue\\s*=\\s*\"([^\"]*)\")?\\s*\\)");
    private static final Pattern KEY_IN_PROPERTIES = Pattern.compile("\\$\\{(jianzheng\\.[a-z0-9.-]+)(?::([^}]*))?}");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(jianzheng\\.[a-z0-9.-]+)` \\| (?:`([^`]*)`|(–)) \\|");
    private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|PASSPHRASE|ACCESS_KEY|STORE_KEY|TOKEN");
    private static final Set<String> PLATFORM_PROBES = Set.of("/q/health/started", "/q/health/ready", "/q/health/live");
    private static final Set<String> OFFICE_PROBES = Set.of("/health", "/office");
    private static final Set<String> STORE_PROBES = Set.of("/minio/health/ready", "/minio/health/live");

    // ---- configuration

    @Test
    void theOperatorsGuideNamesEveryKeyWithItsDefaultAndNoOther() throws IOException {
        var guide = new TreeMap<String, String>();
        ROW.matcher(text(Path.of("docs/guides/operator.md")))
                .results()
                .forEach(row -> guide.put(row.group(1), row.group(2) == null ? row.group(3) : row.group(2)));
        assertEquals(lines(keys()), lines(guide), "keys of the code, then the table in docs/guides/operator.md");
    }

    @Test
    void everyVariableIsAKeyThatIsRead() throws IOException {
        var known = new HashSet<String>();
        keys().keySet().forEach(key -> known.add(variable(key)));
        known.addAll(officeVariables());
        known.addAll(quarkusVariables());
        assertTrue(known.contains("QUARKUS_DATASOURCE_PASSWORD"), "the configuration model of Quarkus was not found");
        var unknown = new TreeSet<String>();
        for (var variable : variables()) {
            boolean ours =
                    variable.name().startsWith("JIANZHENG_") || variable.name().startsWith("QUARKUS_");
            if (ours && !known.contains(variable.name())) {
                unknown.add(variable.toString());
            }
        }
        assertEquals(Set.of(), unknown, "nothing reads these variables");
    }

    @Test
    void noFileHoldsASecret() throws IOException {
        var found = new TreeSet<String>();
        for (var variable : variables()) {
            var value = variable.value();
            boolean harmless = value == null
                    || value.startsWith("/")
                    || value.matches("\\$\\{[A-Z_]+:\\?[^}]*}")
                    || value.isEmpty();
            if (SECRET.matcher(variable.name()).find() && !harmless) {
                found.add(variable.toString());
            }
        }
        assertEquals(Set.of(), found, "give a file, a secretKeyRef, or ${NAME:?what it is}");
        for (var document : kubernetes()) {
            assertFalse("Secret".equals(document.get("kind")), "secrets are named here, not contained");
        }
    }

    // ---- addresses

    @Test
    void portsAreTheSameEverywhere() throws IOException {
        var image = containerfile();
        var port = image.get("JIANZHENG_PORT");
        var management = image.get("JIANZHENG_MANAGEMENT_PORT");
        assertTrue(text(DEPLOY.resolve("Containerfile")).contains("EXPOSE " + port + " " + management));
        assertTrue(text(DEPLOY.resolve("proxy/haproxy.cfg")).contains(" platform:" + port + " "));
        assertTrue(compose().toString().contains("/dev/tcp/127.0.0.1/" + port + ";"));
        assertEquals(Map.of("http", port, "management", management), ports("platform"));
        assertEquals(Map.of("http", "8090"), ports("office"));
        assertTrue(text(DEPLOY.resolve("Containerfile")).contains("\"--port\", \"8090\""));
        assertTrue(text(DEPLOY.resolve("office/compose.yaml")).contains("/dev/tcp/127.0.0.1/8090;"));
        var policies = new ArrayList<String>();
        for (var document : kubernetes()) {
            if ("NetworkPolicy".equals(document.get("kind")) && "platform".equals(name(document))) {
                policies.addAll(values(document, "port"));
            }
        }
        assertEquals(List.of(port, management), policies);
    }

    @Test
    void probesAskWhatIsAnsweredOnAPortThatIsThere() throws IOException {
        var probes = new ArrayList<String>();
        for (var document : workloads()) {
            var known = name(document).equals("platform")
                    ? PLATFORM_PROBES
                    : name(document).equals("office") ? OFFICE_PROBES : STORE_PROBES;
            for (var probe : maps(document, "httpGet")) {
                assertTrue(known.contains(probe.get("path")), name(document) + ": " + probe);
                assertTrue(ports(name(document)).containsKey(probe.get("port")), name(document) + ": " + probe);
                probes.add(name(document) + " " + probe.get("path"));
            }
        }
        assertEquals(7, probes.size(), probes.toString());
        var router = text(Path.of("src/main/java/org/jianzheng/office/Router.java"));
        OFFICE_PROBES.forEach(path -> assertTrue(router.contains("path.equals(\"" + path + "\")"), path));
        var matrix = text(Path.of("src/test/java/org/jianzheng/web/RoleMatrixIT.java"));
        PLATFORM_PROBES.forEach(path -> assertTrue(matrix.contains("Map.entry(\"" + path + "\", 200)"), path));
        var proxy = text(DEPLOY.resolve("proxy/haproxy.cfg"));
        assertTrue(proxy.contains("option httpchk GET /q/health/ready"));
        assertTrue(proxy.contains(
                "http-request deny deny_status 404 if { path_beg /q/health } or { path_beg /q/metrics }"));
    }

    /** An access log would tell who uploads when and how much. */
    @Test
    void theProxyBelievesNoClientAndKeepsNoAccessLog() throws IOException {
        var proxy = text(DEPLOY.resolve("proxy/haproxy.cfg"));
        assertTrue(proxy.contains("http-request del-header X-Forwarded-For"));
        assertTrue(proxy.contains("option forwardfor"));
        assertTrue(Pattern.compile("(?m)^    no log$").matcher(proxy).find());
        assertFalse(Pattern.compile("option httplog|log global|option http-buffer-request")
                .matcher(proxy)
                .find());
    }

    // ---- what is run

    @Test
    void imagesArePinned() throws IOException {
        var images = new TreeSet<String>();
        for (var document : all()) {
            images.addAll(values(document, "image"));
        }
        Pattern.compile("(?m)^FROM (\\S+/\\S+) ")
                .matcher(text(DEPLOY.resolve("Containerfile")))
                .results()
                .forEach(from -> images.add(from.group(1)));
        assertTrue(images.size() >= 7, images.toString());
        for (var image : images) {
            assertTrue(
                    image.matches("[a-z0-9./-]+:[A-Za-z0-9._-]*[0-9][A-Za-z0-9._-]*"), image + " has no exact version");
        }
        var version =
                Pattern.compile("<version>([0-9.]+)(-SNAPSHOT)?</version>").matcher(text(Path.of("pom.xml")));
        assertTrue(version.find());
        images.stream()
                .filter(image -> image.startsWith("jianzheng/"))
                .forEach(image -> assertTrue(image.endsWith(":" + version.group(1)), image));
    }

    @Test
    void aStoppedInstanceGetsTheTimeThatItTakes() throws IOException {
        int patience = seconds(keys().get("jianzheng.stop.patience"));
        int timeout = seconds(properties().getProperty("quarkus.shutdown.timeout"));
        var service = map(map(compose(), "services"), "platform");
        assertTrue(seconds(service.get("stop_grace_period").toString()) > patience + timeout);
        var pod = maps(workload("platform"), "spec").get(1);
        assertTrue((Integer) pod.get("terminationGracePeriodSeconds") > patience + timeout);
    }

    @Test
    void instancesShareTheirFoldersAndTheFenceIsAVolumeOfItsOwn() throws IOException {
        var service = map(map(compose(), "services"), "platform");
        assertTrue(((List<?>) service.get("volumes")).containsAll(List.of("data:/data", "fence:/fence")));
        var image = containerfile();
        assertEquals("/data", image.get("JIANZHENG_DATA"));
        assertEquals("/fence", image.get("JIANZHENG_FENCE_DIR"));
        var mounts = maps(workload("platform"), "volumeMounts").toString();
        assertTrue(mounts.contains("mountPath=/data") && mounts.contains("mountPath=/fence"), mounts);
        for (var document : kubernetes()) {
            if ("PersistentVolumeClaim".equals(document.get("kind"))) {
                assertEquals(List.of("ReadWriteMany"), map(document, "spec").get("accessModes"), name(document));
            }
        }
    }

    @Test
    void everyWorkloadIsMatchedMountedBoundedAndSpread() throws IOException {
        var budgets = new TreeSet<String>();
        for (var document : kubernetes()) {
            if ("PodDisruptionBudget".equals(document.get("kind"))) {
                budgets.add(map(map(map(document, "spec"), "selector"), "matchLabels")
                        .get("app")
                        .toString());
            }
        }
        assertEquals(Set.of("minio", "platform", "postgres"), budgets);
        for (var document : workloads()) {
            var spec = map(document, "spec");
            var pod = map(map(spec, "template"), "spec");
            if (spec.containsKey("selector")) {
                assertEquals(
                        map(map(spec, "selector"), "matchLabels"),
                        map(map(map(spec, "template"), "metadata"), "labels"),
                        name(document));
            }
            assertEquals(false, pod.get("automountServiceAccountToken"), name(document));
            var there = new TreeSet<String>();
            Stream.concat(list(pod, "volumes").stream(), list(spec, "volumeClaimTemplates").stream())
                    .forEach(volume -> there.add(
                            volume.containsKey("name") ? volume.get("name").toString() : name(volume)));
            for (var container : list(pod, "containers")) {
                assertTrue(map(map(container, "resources"), "limits").containsKey("memory"), name(document));
                var mounted = new TreeSet<String>();
                list(container, "volumeMounts")
                        .forEach(mount -> mounted.add(mount.get("name").toString()));
                assertEquals(there, mounted, name(document));
            }
        }
        assertTrue((Integer) map(workload("platform"), "spec").get("replicas") >= 3);
    }

    @Test
    void mountedFilesAreThereAndWhatTheOperatorMakesIsInHisGuide() throws IOException {
        var guide = text(Path.of("docs/guides/operator.md"));
        var named = new TreeSet<String>();
        for (var document : kubernetes()) {
            for (var kind : List.of("secret", "configMap", "secretKeyRef", "configMapKeyRef")) {
                maps(document, kind).forEach(use -> {
                    named.add(String.valueOf(use.getOrDefault("secretName", use.get("name"))));
                    if (use.containsKey("key")) {
                        named.add(use.get("key").toString());
                    }
                });
            }
        }
        assertTrue(named.size() > 10, named.toString());
        named.forEach(name -> assertTrue(guide.contains("`" + name + "`"), name + " is not in the operator's guide"));
        for (var file : List.of("compose.yaml", "office/compose.yaml")) {
            for (var path : mounted(DEPLOY.resolve(file))) {
                if (path.startsWith("./secrets/")) {
                    var name = path.substring("./secrets/".length());
                    assertTrue(guide.contains(name.replaceAll("/$", "")), name + " is not in the operator's guide");
                } else if (!path.equals("./office")) {
                    assertTrue(Files.exists(DEPLOY.resolve(file).resolveSibling(path)), file + ": " + path);
                }
            }
        }
    }

    @Test
    void theRolesOfTheFirstStartAreThoseOfTheMigrations() throws IOException {
        var script = text(DEPLOY.resolve("postgres/10-roles.sh"));
        assertTrue(script.contains("CREATE ROLE jianzheng LOGIN"));
        // The server already waits for its standby then, and there is none yet.
        assertTrue(script.indexOf("synchronous_commit=local") < script.indexOf("psql"), "the first start would hang");
        assertTrue(
                text(Path.of("src/main/resources/db/migration/V002__roles.sql")).contains("rolname = 'jianzheng'"));
        assertTrue(script.contains("CREATE DATABASE jianzheng OWNER jianzheng_owner"));
        var service = map(map(map(compose(), "services"), "platform"), "environment");
        assertEquals("jianzheng", service.get("QUARKUS_DATASOURCE_USERNAME"));
        assertEquals("jianzheng_owner", service.get("QUARKUS_FLYWAY_USERNAME"));
    }

    // ---- reading

    /** A variable that is set somewhere; the value is null where another object has it. */
    private record Variable(String file, String name, String value) {
        @Override
        public String toString() {
            return file + ": " + name + "=" + value;
        }
    }

    private static List<Variable> variables() throws IOException {
        var all = new ArrayList<Variable>();
        containerfile().forEach((name, value) -> all.add(new Variable("Containerfile", name, value)));
        for (var document : all()) {
            for (var environment : maps(document, "environment")) {
                environment.forEach((name, value) -> all.add(new Variable("compose", name, String.valueOf(value))));
            }
            for (var container : maps(document, "containers")) {
                list(container, "env")
                        .forEach(one -> all.add(new Variable(
                                name(document),
                                one.get("name").toString(),
                                one.containsKey("value") ? one.get("value").toString() : null)));
            }
        }
        assertTrue(all.size() > 40, all.toString());
        return all;
    }

    private static Map<String, String> containerfile() throws IOException {
        var joined = text(DEPLOY.resolve("Containerfile")).replaceAll("\\\\\n\\s*", " ");
        var values = new TreeMap<String, String>();
        Pattern.compile("(?m)^ENV (.*)$")
                .matcher(joined)
                .results()
                .flatMap(line -> Stream.of(line.group(1).trim().split("\\s+")))
                .forEach(pair ->
                        values.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
        return values;
    }

    /** Each key of the code with its default; – without one. */
    private static TreeMap<String, String> keys() throws IOException {
        var keys = new TreeMap<String, String>();
        for (var source : Source.all()) {
            if (source.isMainJava()) {
                KEY_IN_CODE.matcher(source.text()).results().forEach(key -> put(keys, key.group(1), key.group(2)));
            }
        }
        var properties = properties();
        for (var name : properties.stringPropertyNames()) {
            KEY_IN_PROPERTIES
                    .matcher(properties.getProperty(name))
                    .results()
                    .forEach(key -> put(keys, key.group(1), key.group(2)));
        }
        // A value in application.properties is the default, whatever the code would take without it.
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("jianzheng."))
                .forEach(name -> keys.put(name, properties.getProperty(name)));
        return keys;
    }

    private static void put(Map<String, String> keys, String key, String value) {
        keys.merge(key, value == null ? "–" : value, (before, more) -> before.equals("–") ? more : before);
    }

    private static Properties properties() throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(in);
        }
        return properties;
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
    }

    private static Set<String> officeVariables() {
        return Source.all().stream()
                .filter(source -> source.isMainJava() && (source.isIn("cli") || source.isIn("office")))
                .flatMap(source -> Pattern.compile("\"(JIANZHENG_[A-Z_]+)\"")
                        .matcher(source.text())
                        .results())
                .map(hit -> hit.group(1))
                .collect(Collectors.toSet());
    }

    /** What the extensions of Quarkus on the class path say that they read. */
    private static Set<String> quarkusVariables() throws IOException {
        var names = new HashSet<String>();
        var models =
                DeployTest.class.getClassLoader().getResources("META-INF/quarkus-config-doc/quarkus-config-model.json");
        while (models.hasMoreElements()) {
            try (var in = models.nextElement().openStream()) {
                Pattern.compile("\"environmentVariable\" : \"([A-Z0-9_]+)\"")
                        .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .results()
                        .forEach(hit -> names.add(hit.group(1)));
            }
        }
        return names;
    }

    private static Map<String, Object> compose() throws IOException {
        return yaml(DEPLOY.resolve("compose.yaml")).get(0);
    }

    private static List<Map<String, Object>> kubernetes() throws IOException {
        var all = new ArrayList<Map<String, Object>>();
        try (var files = Files.newDirectoryStream(DEPLOY.resolve("kubernetes"), "*.yaml")) {
            for (var file : files) {
                all.addAll(yaml(file));
            }
        }
        all.forEach(document -> assertTrue(document.keySet().containsAll(Set.of("apiVersion", "kind", "metadata"))));
        return all;
    }

    private static List<Map<String, Object>> all() throws IOException {
        var all = new ArrayList<>(kubernetes());
        all.add(compose());
        all.addAll(yaml(DEPLOY.resolve("office/compose.yaml")));
        return all;
    }

    private static List<Map<String, Object>> workloads() throws IOException {
        return kubernetes().stream()
                .filter(one -> Set.of("Deployment", "StatefulSet", "Job").contains(one.get("kind")))
                .toList();
    }

    private static Map<String, Object> workload(String name) throws IOException {
        return workloads().stream()
                .filter(one -> name(one).equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The named container ports of a workload. */
    private static Map<String, String> ports(String workload) throws IOException {
        var ports = new TreeMap<String, String>();
        maps(workload(workload), "containers").forEach(container -> list(container, "ports")
                .forEach(port -> ports.put(
                        port.get("name").toString(), port.get("containerPort").toString())));
        return ports;
    }

    private static List<String> mounted(Path file) throws IOException {
        return Pattern.compile("(?m)(?:^\\s+- |file: )(\\./[^:\\s]+)")
                .matcher(text(file))
                .results()
                .map(hit -> hit.group(1))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> yaml(Path file) throws IOException {
        var documents = new ArrayList<Map<String, Object>>();
        new Yaml().loadAll(text(file)).forEach(document -> documents.add((Map<String, Object>) document));
        return documents;
    }

    private static String name(Map<String, Object> document) {
        return document.containsKey("metadata")
                ? map(document, "metadata").get("name").toString()
                : "compose";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> in, String key) {
        return (Map<String, Object>) in.get(key);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> in, String key) {
        return (List<Map<String, Object>>) in.getOrDefault(key, List.of());
    }

    /** Every map under this key, at any depth, outermost first; the members of a list of maps each. */
    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object node, String key) {
        var found = new ArrayList<Map<String, Object>>();
        walk(node, key, value -> {
            if (value instanceof Map<?, ?> map) {
                found.add((Map<String, Object>) map);
            } else if (value instanceof List<?> list) {
                list.stream().filter(Map.class::isInstance).forEach(one -> found.add((Map<String, Object>) one));
            }
        });
        return found;
    }

    private static List<String> values(Object node, String key) {
        var found = new ArrayList<String>();
        walk(node, key, value -> {
            if (!(value instanceof Map) && !(value instanceof Collection)) {
                found.add(value.toString());
            }
        });
        return found;
    }

    private static void walk(Object node, String key, java.util.function.Consumer<Object> visit) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (name.equals(key) && value != null) {
                    visit.accept(value);
                }
                walk(value, key, visit);
            });
        } else if (node instanceof Collection<?> list) {
            list.forEach(one -> walk(one, key, visit));
        }
    }

    private static int seconds(String duration) {
        assertTrue(duration.matches("[0-9]+s"), duration);
        return Integer.parseInt(duration.replace("s", ""));
    }

    private static String lines(Map<String, String> keys) {
        return keys.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("\n"));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file);
    }
}
