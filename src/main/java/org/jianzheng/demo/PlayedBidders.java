package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jianzheng.record.Canonical;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * The bidders, each with the tool {@code jianzheng} and files of its own: all seal and submit, the second replaces its
 * bid, the last one withdraws, and comes again too late.
 */
final class PlayedBidders {
    private static final int AT_ONCE = 4;

    private final DemoOptions options;
    private final DemoWorld world;
    private final DemoState state;
    private final TenderId tender;
    private final LotId lot;
    private final Instant deadline;

    PlayedBidders(DemoOptions options, DemoWorld world, DemoState state, TenderId tender, LotId lot, Instant deadline) {
        this.options = options;
        this.world = world;
        this.state = state;
        this.tender = tender;
        this.lot = lot;
        this.deadline = deadline;
    }

    void bid(Consumer<Instant> moveTo, Consumer<String> done) {
        moveTo.accept(deadline.minus(Duration.ofDays(6)));
        Together.run(AT_ONCE, IntStream.rangeClosed(1, options.bidders()), bidder -> first(bidder, done));
        if (state.get("replaced").isEmpty()) {
            moveTo.accept(deadline.minus(Duration.ofDays(1)));
            submit(2, "bid-2", price(2) - 880_000_00L);
            state.put("replaced", "yes");
            Demo.say("投标人 02 替换了投标文件 bidder 02 has replaced its bid");
        }
        // Three must remain, or nothing is opened (招标投标法 第二十八条).
        if (options.bidders() > 3 && state.get("withdrawn").isEmpty()) {
            withdraw(options.bidders());
            state.put("withdrawn", "yes");
        }
        done.accept("bids");
    }

    private void first(int bidder, Consumer<String> done) {
        if (state.get("bid" + bidder).isEmpty()) {
            submit(bidder, "bid", price(bidder));
            state.put("bid" + bidder, "submitted");
            Demo.say("投标人 %02d 已送达 bidder %02d has its cosigned receipt".formatted(bidder, bidder));
        }
        done.accept("bid-" + bidder);
    }

    /** A bid after the deadline: it must be refused, and the refusal is signed. */
    void tryLate() {
        int last = options.bidders();
        var folder = folder(last).resolve("late");
        seal(last, folder, price(last));
        int status = DemoTool.run(options, arguments(last, "bid", "submit", folder.toString(), "--quiet"));
        if (status == 0) {
            throw Problem.of("demo/late").detail("A bid after the deadline was accepted.");
        }
        Demo.say("迟到的投标被拒绝，拒绝已签名存证 a late bid was refused, and the refusal witnessed");
    }

    /** Receipt folders by name. */
    Map<String, Path> receipts() {
        var all = new TreeMap<String, Path>();
        for (int i = 1; i <= options.bidders(); i++) {
            for (var act : List.of("bid", "bid-2")) {
                var folder = receipt(i, act);
                if (Files.exists(folder)) {
                    all.put(folder.getFileName().toString(), folder);
                }
            }
        }
        return all;
    }

    private void submit(int bidder, String act, long price) {
        var folder = folder(bidder).resolve(act);
        if (Files.notExists(folder.resolve("statement.json"))) {
            seal(bidder, folder, price);
        }
        run(
                "submit bid of bidder " + bidder,
                arguments(
                        bidder,
                        "bid",
                        "submit",
                        folder.toString(),
                        "--receipt",
                        receipt(bidder, act).toString()));
    }

    private void seal(int bidder, Path folder, long price) {
        DemoWorld.clear(folder);
        var files = files(bidder);
        var form = folder(bidder).resolve("form.json");
        write(form, Canonical.write(form(bidder, price)));
        var arguments = new ArrayList<>(List.of(arguments(
                bidder,
                "bid",
                "seal",
                "--tender",
                tender.toString(),
                "--lot",
                lot.toString(),
                "--form",
                form.toString(),
                "--out",
                folder.toString())));
        files.forEach(file -> arguments.addAll(List.of("--file", file.toString())));
        arguments.add("--quiet");
        run("seal bid of bidder " + bidder, arguments.toArray(String[]::new));
    }

    private void withdraw(int bidder) {
        run(
                "withdraw bid of bidder " + bidder,
                arguments(
                        bidder,
                        "bid",
                        "withdraw",
                        "--lot",
                        lot.toString(),
                        "--receipt",
                        receipt(bidder, "withdrawal").toString()));
        Demo.say("投标人 %02d 撤回投标 bidder %02d has withdrawn".formatted(bidder, bidder));
    }

    private String[] arguments(int bidder, String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of(
                "--platform", world.platform().toString(),
                "--trust", world.trust().toString(),
                "--identity", world.authority().bidderPath(bidder).toString(),
                "--password-file", world.data().resolve("keys/password").toString(),
                "--sandbox", world.sandbox().toString()));
        return all.toArray(String[]::new);
    }

    private void run(String what, String... arguments) {
        int status = DemoTool.run(options, arguments);
        if (status != 0) {
            throw Problem.of("demo/tool").detail("The tool failed to %s: exit status %d.", what, status);
        }
    }

    private BidForm form(int bidder, long price) {
        var organisation = org.jianzheng.record.Subject.of(
                        world.authority().bidder(bidder).certificate())
                .organisation();
        return new BidForm(
                1,
                tender,
                lot,
                organisation,
                new Money(price),
                360 - 2 * bidder,
                "合格",
                new BidForm.ProjectManager("项目经理" + bidder, String.format("京1112025%06d", bidder)),
                Map.of("safetyFee", "1260000.00"));
    }

    static long price(int bidder) {
        return 5_700_000_000L - 31_750_000L * bidder + 1_234_56L;
    }

    /** A technical proposal of the asked size, which no compression makes small, and a short commercial one. */
    private List<Path> files(int bidder) {
        var technical = folder(bidder).resolve("技术标.pdf");
        if (Files.notExists(technical)) {
            var random = new Random(20260302L + bidder);
            DemoWorld.directory(folder(bidder));
            try (var out = Files.newOutputStream(technical)) {
                out.write("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII));
                var block = new byte[1 << 16];
                for (long left = options.size(); left > 0; left -= block.length) {
                    random.nextBytes(block);
                    out.write(block, 0, (int) Math.min(left, block.length));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + technical, e);
            }
        }
        var commercial = folder(bidder).resolve("商务标.csv");
        write(commercial, "序号,项目,单价\n1,土方开挖,38.50\n2,浆砌石,412.00\n".repeat(2000).getBytes(StandardCharsets.UTF_8));
        return List.of(technical, commercial);
    }

    private Path folder(int bidder) {
        return options.dir().resolve("bidders").resolve("bidder-%02d".formatted(bidder));
    }

    private Path receipt(int bidder, String act) {
        return options.dir().resolve("receipts").resolve("bidder-%02d-%s".formatted(bidder, act));
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
