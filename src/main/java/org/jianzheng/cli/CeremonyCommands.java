package org.jianzheng.cli;

import picocli.CommandLine.Command;

@Command(
        name = "ceremony",
        description = "开标密钥的生成 · Opening-key ceremonies",
        subcommands = {CeremonyShow.class, CeremonyDestroyShares.class})
final class CeremonyCommands {}
