package org.jianzheng.cli;

import picocli.CommandLine.Command;

@Command(
        name = "bid",
        description = "投标：密封、递交、撤回 · Seal, submit, withdraw a bid",
        subcommands = {BidSeal.class, BidSubmit.class, BidWithdraw.class})
final class BidCommands {}
