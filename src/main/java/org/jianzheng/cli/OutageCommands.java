package org.jianzheng.cli;

import picocli.CommandLine.Command;

@Command(
        name = "outage",
        description = "系统故障：查看、决定、顺延 · See, decide and follow an outage of the platform",
        subcommands = {OutageShow.class, OutageDecide.class, OutageExtend.class})
final class OutageCommands {}
