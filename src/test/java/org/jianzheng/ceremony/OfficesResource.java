package org.jianzheng.ceremony;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.office.Office;
import org.jianzheng.office.Passphrase;
import org.jianzheng.office.RunningOffice;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Subject;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.Vkey;

/**
 * Four real offices for the platform under test, in a sandbox of their own. The third has no address and only dials; the
 * fourth is the spare.
 */
public final class OfficesResource implements QuarkusTestResourceLifecycleManager {
    static final List<String> NAMES = List.of("jiwei", "caizheng", "gongzheng", "beiyong");
    static final String DIALLING = "gongzheng";
    static final String SPARE = "beiyong";
    static final String ORIGIN = "sandbox.localhost/log";

    private static final Map<String, Gate> GATES = new LinkedHashMap<>();
    private static final Map<String, RunningOffice> RUNNING = new LinkedHashMap<>();
    private static Path home;

    static Gate gate(String office) {
        return GATES.get(office);
    }

    static SandboxClock clock() {
        return new SandboxClock(home.resolve("sandbox"));
    }

    static Path directory(String office) {
        return home.resolve(office);
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        try {
            home = Files.createTempDirectory(StoresResource.data(), "offices-");
            Files.createDirectories(home.resolve("sandbox"));
            var key = NoteSigner.generate(ORIGIN, Vkey.Type.ED25519, new SecureRandom());
            DurableFile.replace(
                    StoresResource.data().resolve("log.key"), key.secretForm().getBytes(StandardCharsets.UTF_8));
            makeTrust(key.vkey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NAMES.stream().filter(name -> !name.equals(DIALLING)).forEach(name -> run(name, null));
        return Map.of(
                "jianzheng.trust.dir", home.resolve("trust").toString(),
                "jianzheng.sandbox.dir", home.resolve("sandbox").toString(),
                "jianzheng.log.origin", ORIGIN);
    }

    private static void makeTrust(Vkey log) {
        var offices = new ArrayList<TrustedOffice>();
        NAMES.forEach(name -> offices.add(make(name)));
        var witnesses = offices.stream()
                .map(o -> new Policy.Witness(o.name(), o.cosigner(), Optional.empty()))
                .toList();
        var folder = TrustFolder.of(
                Policy.of(List.of(new Policy.Log(log, Optional.empty())), witnesses, 2),
                offices,
                ORIGIN,
                List.of(DemoPeople.authority().seal().certificate()),
                List.of(DemoPeople.authority().combiner().certificate()),
                DemoPeople.authority().anchors());
        folder.write(home.resolve("trust"));
        var tendering = Subject.of(
                        DemoPeople.signer(DemoPerson.TENDERING_OFFICE).certificate())
                .organisationId();
        NAMES.forEach(name -> Office.trust(directory(name), home.resolve("trust"), List.of(tendering)));
    }

    private static TrustedOffice make(String name) {
        var directory = directory(name);
        var vkey = Office.init(directory, name, true, Passphrase.none());
        var signing = issue(directory.resolve("signing.csr"), Usage.SIGNING);
        var encryption = issue(directory.resolve("encryption.csr"), Usage.ENCRYPTION);
        Office.install(directory, Certificates.read(signing), Certificates.read(encryption));
        if (!name.equals(DIALLING)) {
            GATES.put(name, new Gate());
        }
        var url = name.equals(DIALLING) ? null : gate(name).url();
        return new TrustedOffice(name, vkey, Certificates.read(signing), Certificates.read(encryption), url);
    }

    private static byte[] issue(Path request, Usage usage) {
        try {
            return Certificates.der(DemoPeople.authority().issueOffice(Files.readAllBytes(request), usage));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param platform what the office dials, or null when it listens */
    static void run(String name, URI platform) {
        run(name, platform, Office.Approval.AUTO);
    }

    static void run(String name, URI platform, Office.Approval approval) {
        var options = Office.Options.of(0, clock(), Passphrase.none()).approving(approval);
        var office = Office.run(directory(name), platform == null ? options : options.dialling(platform));
        RUNNING.put(name, office);
        if (platform == null) {
            gate(name).leadTo(office.port());
        }
    }

    static boolean isRunning(String name) {
        return RUNNING.containsKey(name);
    }

    static void end(String name) {
        var office = RUNNING.remove(name);
        if (office != null) {
            office.close();
        }
        if (GATES.containsKey(name)) {
            gate(name).leadTo(0);
        }
    }

    @Override
    public void stop() {
        NAMES.forEach(OfficesResource::end);
        GATES.values().forEach(Gate::close);
        GATES.clear();
    }
}
