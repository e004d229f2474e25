package org.jianzheng.cli;

import picocli.CommandLine.Command;

@Command(
        name = "identity",
        description = "身份：密钥与证书 · Keys and certificates",
        subcommands = {
            IdentityNew.class,
            IdentityRequest.class,
            IdentityIssue.class,
            IdentityInstall.class,
            IdentityRevoke.class,
            IdentityShow.class
        })
final class IdentityCommands {}
