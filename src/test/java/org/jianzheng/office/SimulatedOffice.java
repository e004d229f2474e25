package org.jianzheng.office;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jianzheng.record.TrustedOffice;

/** The office node's own program in one process with others, without a network: a simulation decides what reaches it. */
public final class SimulatedOffice {
    private static final Passphrase PASSPHRASE = Passphrase.of("correct horse");

    private final Path directory;
    private final Clock clock;
    private final Neighbours neighbours;
    private RunningOffice running;

    /** What it answered. */
    public record Answer(int status, byte[] body) {}

    /** @param others what a GET to another office's url gives, empty for silence */
    public SimulatedOffice(Path directory, Clock clock, Function<String, Optional<byte[]>> others) {
        this.directory = directory;
        this.clock = clock;
        this.neighbours = new Neighbours() {
            @Override
            Optional<byte[]> get(String url) {
                return others.apply(url);
            }
        };
    }

    /** Certifies the request of one use. */
    public interface Certifier {
        X509Certificate issue(byte[] request, boolean signing);
    }

    /** Makes an office in an empty directory. */
    public static TrustedOffice make(Path directory, String name, String url, Certifier certifier) {
        var vkey = Office.init(directory, name, false, PASSPHRASE, () -> Vault.create(directory, PASSPHRASE, 1));
        var signing = certifier.issue(Disk.read(directory.resolve("signing.csr")), true);
        var encryption = certifier.issue(Disk.read(directory.resolve("encryption.csr")), false);
        Office.install(directory, signing, encryption);
        return new TrustedOffice(name, vkey, signing, encryption, url);
    }

    public boolean isUp() {
        return running != null;
    }

    public void start() {
        if (running == null) {
            running = RunningOffice.inProcess(directory, Office.Options.of(0, clock, PASSPHRASE), neighbours);
        }
    }

    /** Whatever was answered lies on its disk, so a stop and a kill are the same to it. */
    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    public Answer ask(String method, String path, byte[] body) {
        var reply = running.answer(method, path, body);
        return new Answer(reply.status(), reply.body());
    }
}
