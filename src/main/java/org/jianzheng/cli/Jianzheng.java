package org.jianzheng.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.jianzheng.shared.LotId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The tool's entry: the commands, and what they take from the world (console, environment, clock). */
@Command(
        name = "jianzheng",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Jianzheng.Version.class,
        synopsisHeading = "用法 · Usage: ",
        optionListHeading = "%n选项 · Options:%n",
        parameterListHeading = "%n参数 · Parameters:%n",
        commandListHeading = "%n命令 · Commands:%n",
        usageHelpAutoWidth = true,
        sortOptions = false)
public final class Jianzheng {
    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "出错时显示详情 · Show the stack trace of an error")
    boolean verbose;

    private final UnaryOperator<String> environment;
    private final Clock clock;

    private Jianzheng(UnaryOperator<String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        var out = writer(FileDescriptor.out);
        var err = writer(FileDescriptor.err);
        int status = run(out, err, System::getenv, Clock.systemUTC(), arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Runs one command in this process and returns its exit status. */
    public static int run(
            PrintWriter out, PrintWriter err, UnaryOperator<String> environment, Clock clock, String... arguments) {
        var tool = new Jianzheng(environment, clock);
        var line = new CommandLine(tool);
        line.getCommandSpec()
                .usageMessage()
                .description("见证：不必信任任何人的公共资源交易 · Public resource trading that nobody needs to trust.%n");
        line.addSubcommand(new IdentityCommands())
                .addSubcommand(new BidCommands())
                .addSubcommand(new ReceiptCommands())
                .addSubcommand(new OutageCommands())
                .addSubcommand(new OfficeCommands())
                .addSubcommand(new CeremonyCommands())
                .addSubcommand(new LogCommands())
                .addSubcommand(new ReplayCommand())
                .addSubcommand(new RulesCommands());
        var errors = new ErrorLine(tool);
        return line.registerConverter(LotId.class, LotId::fromString)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .execute(arguments);
    }

    String environment(String name) {
        var value = environment.apply(name);
        return value == null || value.isEmpty() ? null : value;
    }

    Clock clock() {
        return clock;
    }

    /** UTF-8 everywhere but on a Windows console: a minimal Unix locale would turn every Chinese character into '?'. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        Charset charset = windows ? Charset.defaultCharset() : StandardCharsets.UTF_8;
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Jianzheng.class.getPackage().getImplementationVersion();
            return new String[] {"jianzheng " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
