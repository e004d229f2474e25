package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TilePath;

/** Takes everything home: case files, the published log, receipts; and verifies it offline. */
final class PlayedArchive {
    private final DemoOptions options;
    private final DemoWorld world;
    private final DemoState state;
    private final PlayedTender play;
    private final TenderId tender;
    private final LotId lot;

    PlayedArchive(
            DemoOptions options, DemoWorld world, DemoState state, PlayedTender play, TenderId tender, LotId lot) {
        this.options = options;
        this.world = world;
        this.state = state;
        this.play = play;
        this.tender = tender;
        this.lot = lot;
    }

    void run(PlayedBidders bidders) {
        var full = options.dir().resolve("case.zip");
        var open = options.dir().resolve("case-public.zip");
        PlayedTender.await("the case files", () -> export(full, "full") && export(open, "public"));
        mirrorLog();
        var receipts = bidders.receipts();
        verify("full case file", full, receipts.values().stream().toList());
        verify("public case file", open, List.of());
        tool(
                "log verify",
                "log",
                "verify",
                log().toString(),
                "--policy",
                world.trust().resolve("policy.txt").toString());
        summary(receipts.keySet().stream().toList());
        look(full, open);
    }

    private boolean export(Path file, String profile) {
        try {
            var client = profile.equals("full") ? play.as(DemoPerson.SUPERVISOR) : play.anybody();
            client.download("/tenders/" + tender + "/case.zip?profile=" + profile, file);
            return true;
        } catch (Problem notYet) {
            if (notYet.status() == 409) {
                return false;
            }
            throw notYet;
        }
    }

    private void verify(String what, Path file, List<Path> receipts) {
        var arguments = new ArrayList<>(
                List.of("replay", file.toString(), "--trust", world.trust().toString()));
        receipts.forEach(receipt -> {
            arguments.add("--receipt");
            arguments.add(receipt.toString());
        });
        tool(what, arguments.toArray(String[]::new));
    }

    private void tool(String what, String... arguments) {
        int status = DemoTool.run(options, arguments);
        if (status != 0) {
            throw Problem.of("demo/replay").detail("The %s does not verify: exit status %d.", what, status);
        }
    }

    /** The published log as any mirror fetches it: the checkpoint, then every tile that it implies. */
    private void mirrorLog() {
        var client = new PlatformClient(world.platform());
        var checkpoint = client.getBytes("/log/checkpoint");
        var head = Checkpoint.parse(SignedNote.parse(checkpoint).text());
        DemoWorld.clear(log());
        var tiles = new ArrayList<>(TilePath.entriesBetween(0, head.size()));
        tiles.addAll(TilePath.of(head.size()));
        for (var path : tiles) {
            write(log().resolve(path.toString()), client.getBytes("/log/" + path));
        }
        write(log().resolve("checkpoint"), checkpoint);
        play.say("日志镜像 mirrored the log: %d entries", head.size());
    }

    private Path log() {
        return options.dir().resolve("log");
    }

    private void summary(List<String> receipts) {
        var summary = new LinkedHashMap<String, Object>();
        summary.put("tender", tender.toString());
        summary.put("lot", lot.toString());
        summary.put("platform", world.platform().toString());
        summary.put("caseFile", "case.zip");
        summary.put("publicCaseFile", "case-public.zip");
        summary.put("log", "log");
        summary.put("trust", "trust");
        summary.put("receipts", receipts);
        summary.put("steps", state.names());
        write(options.dir().resolve("summary.json"), Canonical.write(summary));
    }

    private void look(Path full, Path open) {
        Demo.head("\n看这里 · where to look");
        Demo.say("http://localhost:" + options.port() + "  平台页面 the page; API: http://localhost:" + options.port()
                + "/q/openapi");
        Demo.say(full + "  全案卷 full case file; " + open.getFileName() + " 公开案卷");
        Demo.say("deploy/jianzheng replay " + full + " --trust " + world.trust());
    }

    private static void write(Path file, byte[] bytes) {
        DemoWorld.directory(file.getParent());
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
