package org.jianzheng.cli;

import picocli.CommandLine.Command;

@Command(
        name = "receipt",
        description = "回执 · Receipts",
        subcommands = {ReceiptFetch.class, ReceiptVerify.class})
final class ReceiptCommands {}
