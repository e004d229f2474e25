package org.jianzheng.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jianzheng.office.Office;
import org.jianzheng.office.Passphrase;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "office",
        description = "机构节点 · The office node",
        subcommands = {
            OfficeCommands.Init.class,
            OfficeCommands.Install.class,
            OfficeCommands.Trust.class,
            OfficeCommands.Follow.class,
            OfficeCommands.Run.class,
            OfficeApproval.PendingReleases.class,
            OfficeApproval.Approve.class,
            OfficeApproval.Refuse.class
        })
final class OfficeCommands {
    /** What all of them take. */
    abstract static class OfficeCommand extends ToolCommand {
        @Option(names = "--dir", required = true, paramLabel = "D", description = "机构文件夹 · The office's directory")
        Path directory;
    }

    /** The passphrase of the office's keys. */
    static final class PassphraseOption {
        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "口令文件；或用环境变量 " + PasswordOption.VARIABLE + " · The first line is the password; or set "
                        + PasswordOption.VARIABLE)
        private Path file;

        Passphrase passphrase(Jianzheng tool) {
            if (file != null) {
                return Passphrase.read(file);
            }
            var text = tool.environment(PasswordOption.VARIABLE);
            return text == null ? Passphrase.environment() : Passphrase.of(text);
        }
    }

    @Command(name = "init", description = "新建机构：密钥与证书申请 · Make an office: its keys and certificate requests")
    static final class Init extends OfficeCommand {
        @Option(names = "--name", required = true, description = "机构名 · Its name, for example notary")
        private String name;

        @Option(names = "--sandbox", description = "沙箱机构，只用于演练 · An office for rehearsals only")
        private boolean sandbox;

        @Option(names = "--suite", defaultValue = "p256", description = "算法套件 · p256 (default) or sm2 (国密)")
        private SignatureSuite suite;

        @Mixin
        private PassphraseOption passphrase;

        @Override
        public Integer call() {
            if (sandbox) {
                announce("sandbox.");
            }
            var key = Office.init(directory, name, sandbox, passphrase.passphrase(tool()), suite);
            out().println("机构已建立 · office " + name + " made in " + directory);
            out().println("cosigner  " + key.format());
            out().println("下一步 · next: have signing.csr and encryption.csr certified, then `office install`");
            return Exit.OK;
        }
    }

    @Command(name = "install", description = "装入证书 · Install the certificates that were issued for the requests")
    static final class Install extends OfficeCommand {
        @Option(names = "--signing", required = true, paramLabel = "CERT", description = "签名证书 · Of signing.csr")
        private Path signing;

        @Option(names = "--encryption", required = true, paramLabel = "CERT", description = "加密证书 · Of encryption.csr")
        private Path encryption;

        @Override
        public Integer call() {
            Office.install(directory, CertificateFile.read(read(signing)), CertificateFile.read(read(encryption)));
            out().println("证书已装入 · certificates installed");
            return Exit.OK;
        }
    }

    @Command(name = "trust", description = "固定信任文件夹 · Pin a trust folder; compare the fingerprints by telephone")
    static final class Trust extends OfficeCommand {
        @Parameters(paramLabel = "TRUSTDIR", description = "信任文件夹 · The trust folder")
        private Path folder;

        @Option(
                names = "--tendering-office",
                paramLabel = "CODE",
                description = "招标办的统一社会信用代码，可重复 · The tendering office's credit code; repeatable")
        private List<String> tenderingOffice = List.of();

        @Override
        public Integer call() {
            out().print(Office.trust(directory, folder, tenderingOffice));
            tenderingOffice.forEach(code -> out().println("招标办 tendering office " + code));
            out().println("请电话核对以上指纹 · compare these fingerprints by telephone");
            return Exit.OK;
        }
    }

    @Command(name = "follow", description = "另为其他日志会签 · Cosign the logs of another policy too")
    static final class Follow extends OfficeCommand {
        @Parameters(paramLabel = "POLICY", description = "信任策略 · The policy file")
        private Path policy;

        @Override
        public Integer call() {
            Office.follow(directory, policy);
            out().println("已加入 · the logs of " + policy + " are followed");
            return Exit.OK;
        }
    }

    @Command(name = "run", description = "运行机构节点 · Run the office node until it is stopped")
    static final class Run extends OfficeCommand {
        @Option(names = "--port", required = true, description = "端口 · The port, 0 for any")
        private int port;

        @Option(
                names = "--host",
                defaultValue = "127.0.0.1",
                description = "监听地址，默认只限本机 · The address to listen on; this machine only by default")
        private String host;

        @Option(
                names = "--dial",
                paramLabel = "URL",
                description = "只向外连接时的平台地址 · The platform, for an office that only connects outwards")
        private URI dial;

        @Option(
                names = "--approve",
                defaultValue = "auto",
                paramLabel = "auto|manual",
                description = "释放份额前是否由负责人批准，默认 auto · Whether an officer approves each release")
        private Office.Approval approval;

        @Mixin
        private ClockOption clock;

        @Mixin
        private PassphraseOption passphrase;

        @Override
        public Integer call() throws InterruptedException {
            var options = new Office.Options(
                    address(),
                    port,
                    Optional.ofNullable(dial),
                    clock.clock(tool()),
                    passphrase.passphrase(tool()),
                    approval);
            var office = Office.run(directory, options);
            Runtime.getRuntime().addShutdownHook(new Thread(office::close, "office-stop"));
            out().println("机构节点已启动 · office listening on http://" + host + ":" + office.port());
            out().flush();
            // Until the process is ended: the hook above closes the node.
            new CountDownLatch(1).await();
            return Exit.OK;
        }

        private InetAddress address() {
            try {
                return InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                throw Problem.of("cli/host")
                        .field("--host")
                        .detail("地址无效 · '%s' is no address.", host)
                        .remedy("Write an IP address of this machine.")
                        .cause(e);
            }
        }
    }
}
