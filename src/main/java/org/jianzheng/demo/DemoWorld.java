package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jianzheng.office.Office;
import org.jianzheng.office.Passphrase;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.Signer;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.Vkey;

/**
 * The house of a demonstration: folders, keys, trust, and the processes that live in it. Everything is made once and kept,
 * so a demonstration that was killed at any moment goes on where it stood.
 */
public final class DemoWorld {
    /** A Monday morning in Beijing; the calendars of that year are in {@code bid-rules/}. */
    static final Instant BEGINNING = Instant.parse("2026-03-02T01:00:00Z");

    static final String ORIGIN = "sandbox.jianzheng.example/witness/2026";
    static final List<String> OFFICES = List.of("jiwei", "caizheng", "gongzheng");
    static final int QUORUM = 2;

    private static final Duration START = Duration.ofSeconds(90);

    private final DemoOptions options;
    private final java.util.function.IntUnaryOperator lines;
    private final List<String> settings = new ArrayList<>();
    private final SandboxClock clock;
    private final DemoAuthority authority;

    public DemoWorld(DemoOptions options) {
        this(options, options::officePort);
    }

    /** @param lines the port under which the others reach an office, by its number from 1 */
    DemoWorld(DemoOptions options, java.util.function.IntUnaryOperator lines) {
        this.options = options;
        this.lines = lines;
        var offset = sandbox().resolve("offset");
        if (Files.notExists(offset)) {
            directory(sandbox());
            long ahead =
                    Duration.between(Clock.systemUTC().instant(), BEGINNING).toMillis();
            DurableFile.replace(offset, Long.toString(ahead).getBytes(StandardCharsets.US_ASCII));
        }
        clock = new SandboxClock(sandbox());
        authority = DemoAuthority.create(data(), BEGINNING, options.suite());
        if (Files.notExists(trust().resolve(TrustFolder.OFFICES_FILE))) {
            makeTrust();
        }
    }

    public SandboxClock clock() {
        return clock;
    }

    public DemoAuthority authority() {
        return authority;
    }

    public Path data() {
        return options.dir().resolve("data");
    }

    public Path trust() {
        return options.dir().resolve("trust");
    }

    public Path sandbox() {
        return options.dir().resolve("sandbox");
    }

    Path office(String name) {
        return options.dir().resolve("offices").resolve(name);
    }

    public URI platform() {
        return URI.create("http://127.0.0.1:" + options.port());
    }

    /** Offices are made, certified and told whom to trust; the folder appears whole. */
    private void makeTrust() {
        var logKey = logKey("log.key", Vkey.Type.ED25519);
        var also = isNational() ? Optional.of(logKey("log-sm2.key", Vkey.Type.SM2)) : Optional.<Vkey>empty();
        var offices = new ArrayList<TrustedOffice>();
        for (int i = 0; i < OFFICES.size(); i++) {
            offices.add(makeOffice(OFFICES.get(i), lines.applyAsInt(i + 1)));
        }
        var witnesses = offices.stream()
                .map(o -> new Policy.Witness(o.name(), o.cosigner(), Optional.of(o.url())))
                .toList();
        var policy =
                Policy.of(List.of(new Policy.Log(logKey, Optional.of(platform() + "/log"), also)), witnesses, QUORUM);
        var folder = TrustFolder.of(
                policy,
                offices,
                ORIGIN,
                List.of(authority.seal().certificate()),
                List.of(authority.combiner().certificate()),
                authority.anchors());
        var fresh = options.dir().resolve("trust.new");
        folder.write(fresh);
        var tendering = List.of(DemoPerson.TENDERING_OFFICE.subject().organisationId());
        OFFICES.forEach(name -> Office.trust(office(name), fresh, tendering));
        try {
            Files.move(fresh, trust(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot put the trust folder in place", e);
        }
    }

    /** A national tender's log signs its heads with SM2 too. */
    private boolean isNational() {
        return options.suite() == SignatureSuite.SM2;
    }

    private Vkey logKey(String name, Vkey.Type type) {
        var file = data().resolve(name);
        if (Files.notExists(file)) {
            var key = NoteSigner.generate(ORIGIN, type, new SecureRandom());
            DurableFile.replace(file, key.secretForm().getBytes(StandardCharsets.UTF_8));
            file.toFile().setReadable(false, false);
            file.toFile().setReadable(true, true);
            file.toFile().setWritable(true, true);
        }
        try {
            return NoteSigner.parse(Files.readString(file).strip()).vkey();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private TrustedOffice makeOffice(String name, int port) {
        var directory = office(name);
        try {
            if (Files.notExists(directory.resolve("certified"))) {
                remove(directory);
                directory(directory.getParent());
                Office.init(directory, name, true, Passphrase.none(), options.suite());
                var signing =
                        authority.issueOffice(Files.readAllBytes(directory.resolve("signing.csr")), Usage.SIGNING);
                var encryption = authority.issueOffice(
                        Files.readAllBytes(directory.resolve("encryption.csr")), Usage.ENCRYPTION);
                Office.install(directory, signing, encryption);
                Files.write(directory.resolve("signing.der"), signing.getEncoded());
                Files.write(directory.resolve("encryption.der"), encryption.getEncoded());
                DurableFile.replace(directory.resolve("certified"), new byte[0]);
            }
            return new TrustedOffice(
                    name,
                    Office.cosigner(directory),
                    org.jianzheng.record.Certificates.read(Files.readAllBytes(directory.resolve("signing.der"))),
                    org.jianzheng.record.Certificates.read(Files.readAllBytes(directory.resolve("encryption.der"))),
                    "http://127.0.0.1:" + port);
        } catch (IOException | java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException("Cannot make the office " + name, e);
        }
    }

    /** Ends what an earlier life left running, but for the stores, which are adopted. */
    void end() {
        platformProcess().end();
        OFFICES.forEach(name -> officeProcess(name).end());
    }

    /** Starts whatever does not run: stores, offices, the platform; returns when all answer. */
    public void start() {
        if (EmbeddedStores.running(stores()).isEmpty()) {
            storesProcess()
                    .start(ChildProcess.java(
                            jvm("-Xmx256m", "-Djianzheng.demo=" + options.dir()),
                            EmbeddedStores.class.getName(),
                            List.of(
                                    "--dir", stores().toString(),
                                    "--pg-port", Integer.toString(options.pgPort()),
                                    "--s3-port", Integer.toString(options.s3Port()))));
        }
        for (int i = 1; i <= OFFICES.size(); i++) {
            if (!isLost(OFFICES.get(i - 1))
                    && !officeProcess(OFFICES.get(i - 1)).isAlive()) {
                startOffice(i);
            }
        }
        awaitUp("对象与数据库 stores", storesProcess(), () -> EmbeddedStores.running(stores())
                .isPresent());
        if (!platformProcess().isAlive()) {
            startPlatform(platformProcess(), options.port());
        }
        for (int i = 1; i <= OFFICES.size(); i++) {
            if (isLost(OFFICES.get(i - 1))) {
                continue;
            }
            var url = "http://127.0.0.1:" + options.officePort(i) + "/office";
            awaitUp("机构 office " + OFFICES.get(i - 1), officeProcess(OFFICES.get(i - 1)), () -> answers(url));
        }
        awaitUp("平台 platform", platformProcess(), () -> answers(platform() + "/q/health/ready"));
    }

    /** Starts one more instance of the platform on the same stores, keys and clock. */
    public URI startAnother(int port, String... settings) {
        var process = new ChildProcess(options.dir(), "platform-" + port);
        startPlatform(process, port, settings);
        var address = URI.create("http://127.0.0.1:" + port);
        awaitUp("平台 platform on " + port, process, () -> answers(address + "/q/health/ready"));
        return address;
    }

    /** Ends the first instance; {@link #startPlatformOnly} or {@link #start} starts it again. */
    public void endPlatform() {
        platformProcess().end();
    }

    /** The process of the first instance. */
    public ProcessHandle platformHandle() {
        return platformProcess().running().orElseThrow();
    }

    /** The process of an instance that {@link #startAnother} started. */
    public ProcessHandle platformHandle(int port) {
        return new ChildProcess(options.dir(), "platform-" + port).running().orElseThrow();
    }

    /** Ends what {@link #startAnother} started. */
    public void endAnother(int port) {
        new ChildProcess(options.dir(), "platform-" + port).end();
    }

    /** The keys with which the offices sign, in the order of their numbers. */
    public List<Signer> officeSigners() {
        return OFFICES.stream()
                .map(name -> Office.signer(office(name), Passphrase.none()))
                .toList();
    }

    /** Where the stores of this house answer. */
    public StoresAddress storesAddress() {
        return EmbeddedStores.running(stores()).orElseThrow();
    }

    /** An office loses its machine with everything on it and never comes back. */
    void lose(String office) {
        officeProcess(office).kill();
        clear(office(office));
    }

    private boolean isLost(String office) {
        return Files.notExists(office(office));
    }

    boolean isAlive() {
        return platformProcess().isAlive()
                && OFFICES.stream()
                        .allMatch(name -> isLost(name) || officeProcess(name).isAlive())
                && EmbeddedStores.running(stores()).isPresent();
    }

    void startOffice(int number) {
        var name = OFFICES.get(number - 1);
        var command = new ArrayList<String>();
        command.add(ChildProcess.JAVA);
        command.addAll(jvm("-Xmx128m", "-jar", options.tool().toString()));
        command.addAll(List.of("office", "run"));
        command.addAll(List.of("--dir", office(name).toString()));
        command.addAll(List.of("--port", Integer.toString(options.officePort(number))));
        command.addAll(List.of("--sandbox", sandbox().toString()));
        officeProcess(name).start(command);
    }

    private List<String> jvm(String... more) {
        var all = new ArrayList<>(options.jvm());
        all.addAll(List.of(more));
        return all;
    }

    private void startPlatform(ChildProcess process, int port, String... settings) {
        var command = new ArrayList<String>();
        command.add(ChildProcess.JAVA);
        command.addAll(jvm("-Xmx512m"));
        command.addAll(platformOptions());
        command.add("-Djianzheng.port=" + port);
        command.addAll(List.of(settings));
        command.add("-jar");
        command.add(options.application().resolve("quarkus-run.jar").toString());
        process.start(command);
    }

    /** The platform's configuration but for its port, as {@code -D} options. */
    List<String> platformOptions() {
        var all = new ArrayList<String>();
        storesAddress().platformConfig().forEach((k, v) -> all.add("-D" + k + "=" + v));
        all.add("-Djianzheng.data=" + data());
        all.add("-Djianzheng.fence.dir=" + options.dir().resolve("fence"));
        all.add("-Djianzheng.trust.dir=" + trust());
        all.add("-Djianzheng.crl.dir=" + data().resolve("crl"));
        all.add("-Djianzheng.sandbox.dir=" + sandbox());
        all.add("-Djianzheng.log.origin=" + ORIGIN);
        all.add("-Djianzheng.log.sm2=" + isNational());
        all.add("-Djianzheng.rules.dir=" + Path.of("bid-rules").toAbsolutePath());
        all.add("-Djianzheng.identity.roles=" + data().resolve("roles.json"));
        all.addAll(settings);
        return all;
    }

    /** Further {@code -D} options of every instance that starts from now on; they win over the house's own. */
    void settings(List<String> more) {
        settings.addAll(more);
    }

    /** Starts the platform and waits for nothing: it may have reasons not to get ready. */
    public void startPlatformOnly() {
        startPlatform(platformProcess(), options.port());
    }

    /** Ends everything that was started here. */
    public void stop() {
        end();
        try {
            EmbeddedStores.end(stores());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot end the stores", e);
        }
    }

    Path stores() {
        return options.dir().resolve("stores");
    }

    ChildProcess storesProcess() {
        return new ChildProcess(options.dir(), "stores");
    }

    ChildProcess platformProcess() {
        return new ChildProcess(options.dir(), "platform");
    }

    ChildProcess officeProcess(String name) {
        return new ChildProcess(options.dir(), "office-" + name);
    }

    /** Waits until something holds, as long as the process behind it lives. */
    private static void awaitUp(String what, ChildProcess process, java.util.function.BooleanSupplier holds) {
        long end = System.nanoTime() + START.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException(what + " did not come up: see " + process.log());
            }
            Demo.pause(Duration.ofMillis(100));
        }
        Demo.say(what + " ✓");
    }

    private static boolean answers(String url) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void directory(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + path, e);
        }
    }

    static void clear(Path folder) {
        try {
            remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + folder, e);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
