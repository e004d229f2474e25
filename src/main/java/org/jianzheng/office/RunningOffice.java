package org.jianzheng.office;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jianzheng.record.Certificates;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.SandboxClock;

/** A started office node; {@link #close} stops it. Killing the process instead costs nothing: all state is on disk. */
public final class RunningOffice implements AutoCloseable {
    private final DirectoryLock lock;
    private Server server;
    private final Beat beat;
    private final Router router;
    private final Trustee trustee;

    private RunningOffice(DirectoryLock lock, Beat beat, Router router, Trustee trustee) {
        this.lock = lock;
        this.beat = beat;
        this.router = router;
        this.trustee = trustee;
    }

    /** Listens, but does nothing unasked before {@link #beginBeats}. */
    static RunningOffice start(Path directory, Office.Options options) {
        var lock = DirectoryLock.take(directory);
        try {
            return start(directory, options, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static RunningOffice start(Path directory, Office.Options options, DirectoryLock lock) {
        var office = assemble(directory, options, lock, new Neighbours());
        office.server = new Server(options.address(), options.port(), office.router, () -> Officer.all(directory));
        office.trustee.notebook().note("started", "listening on port " + office.server.port());
        return office;
    }

    /** For simulations: listens nowhere, is asked by {@link #answer}, and hears of others what {@code neighbours} say. */
    static RunningOffice inProcess(Path directory, Office.Options options, Neighbours neighbours) {
        return assemble(directory, options, DirectoryLock.take(directory), neighbours);
    }

    private static RunningOffice assemble(
            Path directory, Office.Options options, DirectoryLock lock, Neighbours neighbours) {
        var vault = Vault.open(directory, options.passphrase());
        var identity = Identity.open(directory, vault);
        var trust = Trusted.read(directory);
        Office.requireKind(Identity.card(directory), trust.origin());
        var notebook = new Notebook(directory.resolve("journal.log"), options.clock());
        var trustee = new Trustee(
                directory,
                identity,
                trust,
                Supervision.read(directory, trust.anchors()),
                vault,
                options.clock(),
                notebook);
        var clocks = new ClockCheck(identity, trust, neighbours, options.clock(), notebook);
        var logs = new HashMap<String, FollowedLog>();
        var mirrors = new HashMap<String, Mirror>();
        Trusted.logs(directory, trust).forEach((origin, log) -> {
            var followed = new FollowedLog(Disk.folder(directory.resolve("logs")), log);
            logs.put(FollowedLog.name(origin), followed);
            log.url().ifPresent(url -> mirrors.put(origin, new Mirror(followed, new HttpLog(url, neighbours))));
        });
        var keys = new Keys(trustee);
        var destruction = new Destruction(trustee, keys);
        var beat = new Beat(clocks, mirrors, destruction, notebook);
        sandbox(options).ifPresent(clock -> beat.reportTo(clock, "office-" + identity.name()));
        Supplier<Optional<String>> doubt = () -> sandbox(options)
                .filter(clock -> !clock.settled())
                .map(clock -> "the sandbox's clock is being moved.")
                .or(clocks::doubt);
        var cosigner = new Cosigner(logs, identity.cosigner(), options.clock(), doubt, beat::mirrorSoon);
        var condition = new Condition(identity.name(), directory, logs.values(), doubt);
        var router = router(
                trustee,
                keys,
                logs,
                neighbours,
                clocks,
                cosigner,
                destruction,
                condition,
                new Officer(options.approval() == Office.Approval.MANUAL, notebook));
        return new RunningOffice(lock, beat, router, trustee);
    }

    private static Router router(
            Trustee trustee,
            Keys keys,
            Map<String, FollowedLog> logs,
            Neighbours neighbours,
            ClockCheck clocks,
            Cosigner cosigner,
            Destruction destruction,
            Condition condition,
            Officer officer) {
        var journals = new Journals(trustee, keys, neighbours);
        var origins = logs.values().stream().map(FollowedLog::origin).collect(Collectors.toSet());
        var heads = logs.get(FollowedLog.name(trustee.trust().origin())).heads();
        var posts = new HashMap<>(new Ceremonies(trustee, keys, origins).posts());
        posts.put("/add-checkpoint", cosigner::addCheckpoint);
        posts.put("/deadline", new Deadlines(trustee, keys)::state);
        posts.put("/release/ready", new Readiness(trustee, keys)::answer);
        posts.put("/release/bind", new Binding(trustee, keys, heads)::answer);
        posts.put("/release/release", new Releasing(trustee, keys, journals, clocks, officer)::answer);
        posts.put("/release/destroy", destruction::answer);
        var identity = trustee.identity();
        var view = new OfficeCall.View(
                identity.name(),
                identity.cosigner().vkey().format(),
                Certificates.der(identity.signing().certificate()),
                Certificates.der(identity.encryption().certificate()),
                identity.sandbox());
        return new Router(
                new Router.Addresses(
                        posts,
                        Reply.json(view),
                        condition::answer,
                        cosigner::checkpoint,
                        clocks::time,
                        journals::serve),
                trustee.notebook());
    }

    private static Optional<SandboxClock> sandbox(Office.Options options) {
        return options.clock() instanceof SandboxClock clock ? Optional.of(clock) : Optional.empty();
    }

    RunningOffice beginBeats(Optional<URI> dial) {
        beat.start();
        dial.ifPresent(url -> beat.dial(dialler(url)));
        return this;
    }

    public int port() {
        return server.port();
    }

    /** For tests: what HTTP would answer. */
    Reply answer(String method, String path, byte[] body) {
        return router.answer(method, path, body);
    }

    Dialler dialler(URI platform) {
        return new Dialler(platform, trustee.identity(), trustee.clock(), router);
    }

    Beat beat() {
        return beat;
    }

    @Override
    public void close() {
        beat.close();
        if (server != null) {
            server.close();
        }
        trustee.notebook().note("stopped", "by its keeper");
        lock.close();
    }
}
