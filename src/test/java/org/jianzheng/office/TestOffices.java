package org.jianzheng.office;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.CertificateRequests;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.Vkey;

/** Three offices on the loopback, each with its own clock, a platform's keys and a log. */
final class TestOffices implements AutoCloseable {
    static final String ORIGIN = "example.test/log";
    static final List<String> NAMES = List.of("office-a", "office-b", "office-c");

    final Instant start = Instant.parse("2026-05-01T00:00:00Z");
    final Authority authority =
            Authority.create(subject("CA"), start.minus(Duration.ofDays(400)), start.plus(Duration.ofDays(4000)));
    final Signer seal = signer("platform seal", Authority.Usage.SIGNING);
    final Signer combiner = signer("platform combiner", Authority.Usage.ENCRYPTION);
    final Signer entity = signer("procuring entity", Authority.Usage.SIGNING);
    /** Pinned by the first two offices. */
    final Signer tendering = authority.newSigner(
            new Subject("tendering office", "Test", Subject.creditCode("11110000000000002")),
            start.minus(Duration.ofDays(1)),
            start.plus(Duration.ofDays(3000)),
            Authority.Usage.SIGNING);

    final TestLog log = new TestLog(NoteSigner.generate(ORIGIN, Vkey.Type.ED25519, new SecureRandom()));
    final List<TestClock> clocks = new ArrayList<>();
    final List<RunningOffice> running = new ArrayList<>();
    final TrustFolder trust;
    private final List<Path> directories = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Passphrase passphrase = Passphrase.of("correct horse");
    private final HttpClient http = HttpClient.newHttpClient();
    private final java.util.Set<Integer> manual = new java.util.HashSet<>();
    private final long[] known = new long[NAMES.size()];

    TestOffices(Path folder) {
        var offices = new ArrayList<TrustedOffice>();
        var witnesses = new ArrayList<Policy.Witness>();
        for (var name : NAMES) {
            var directory = folder.resolve(name);
            directories.add(directory);
            clocks.add(new TestClock(start));
            ports.add(freePort());
            var vkey = Office.init(directory, name, false, passphrase, () -> Vault.create(directory, passphrase, 1));
            Office.install(
                    directory,
                    issue(directory, "signing", Authority.Usage.SIGNING),
                    issue(directory, "encryption", Authority.Usage.ENCRYPTION));
            offices.add(new TrustedOffice(
                    name,
                    vkey,
                    Identity.certificate(directory, "signing"),
                    Identity.certificate(directory, "encryption"),
                    "http://127.0.0.1:" + ports.get(ports.size() - 1)));
            witnesses.add(new Policy.Witness(name, vkey, Optional.empty()));
        }
        trust = TrustFolder.of(
                Policy.of(List.of(new Policy.Log(log.key().vkey(), Optional.empty())), witnesses, 2),
                offices,
                ORIGIN,
                List.of(seal.certificate()),
                List.of(combiner.certificate()),
                org.jianzheng.record.Anchors.of(List.of(authority.certificate())));
        trust.write(folder.resolve("trust"));
        for (int i = 0; i < NAMES.size(); i++) {
            var organisation = Subject.of(tendering.certificate()).organisationId();
            Office.trust(directories.get(i), folder.resolve("trust"), i < 2 ? List.of(organisation) : List.of());
            running.add(null);
            start(i);
        }
    }

    /** From its next start on this office asks its officer. */
    void manual(int i) {
        manual.add(i);
        restart(i);
    }

    void start(int i) {
        // Without the minute's beat: a test that moves the clocks one by one must not be looked at in between.
        running.set(
                i,
                RunningOffice.start(
                        directories.get(i),
                        Office.Options.of(ports.get(i), clocks.get(i), passphrase)
                                .approving(manual.contains(i) ? Office.Approval.MANUAL : Office.Approval.AUTO)));
    }

    void stop(int i) {
        if (running.get(i) != null) {
            running.get(i).close();
            running.set(i, null);
        }
    }

    void restart(int i) {
        stop(i);
        start(i);
    }

    Path directory(int i) {
        return directories.get(i);
    }

    String id(int i) {
        return Certificates.id(Identity.certificate(directories.get(i), "signing"));
    }

    /** A fresh start for the next test: every office up, all clocks at one later instant. */
    Instant next() {
        var now = start;
        for (var clock : clocks) {
            now = clock.instant().isAfter(now) ? clock.instant() : now;
        }
        now = now.plus(Duration.ofDays(1));
        at(now);
        for (int i = 0; i < NAMES.size(); i++) {
            if (running.get(i) == null) {
                start(i);
            }
        }
        return now;
    }

    void at(Instant now) {
        clocks.forEach(clock -> clock.set(now));
    }

    HttpResponse<byte[]> post(int i, String path, Object body) {
        return postBytes(i, path, Canonical.write(body));
    }

    HttpResponse<byte[]> postBytes(int i, String path, byte[] body) {
        return send(HttpRequest.newBuilder(uri(i, path)).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<byte[]> get(int i, String path) {
        return send(HttpRequest.newBuilder(uri(i, path)));
    }

    /** The status of a GET that names another host: what a browser sends after a name was rebound to this address. */
    int getAs(int i, String path, String host) {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), ports.get(i))) {
            var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The body of a 200 as its form. */
    <T> T ok(HttpResponse<byte[]> response, Class<T> form) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + ": " + text(response));
        }
        return Canonical.read(response.body(), form);
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Lets these offices cosign the log's present head, and gives it with their lines. */
    SignedNote cosign(int... offices) {
        var note = log.note();
        for (int i : offices) {
            var response = postBytes(i, "/add-checkpoint", log.request(known[i]).bytes());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.statusCode() + ": " + text(response));
            }
            known[i] = log.size();
            note = note.withSignature(SignedNote.Signature.parse(text(response).strip()));
        }
        return note;
    }

    Signer signer(String name, Authority.Usage usage) {
        return authority.newSigner(
                subject(name), start.minus(Duration.ofDays(1)), start.plus(Duration.ofDays(3000)), usage);
    }

    private java.security.cert.X509Certificate issue(Path directory, String use, Authority.Usage usage) {
        var request = Disk.read(directory.resolve(use + ".csr"));
        CertificateRequests.read(request);
        return authority.issue(request, start.minus(Duration.ofDays(1)), start.plus(Duration.ofDays(3000)), usage);
    }

    private URI uri(int i, String path) {
        return URI.create("http://127.0.0.1:" + ports.get(i) + path);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Subject subject(String name) {
        return new Subject(name, "Test", null);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < NAMES.size(); i++) {
            stop(i);
        }
    }
}
