package org.jianzheng.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jianzheng.shared.Problem;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Every failure as one line that helps: what is wrong, with which field, what to do. Traces only with --verbose. */
final class ErrorLine implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Jianzheng tool;

    ErrorLine(Jianzheng tool) {
        this.tool = tool;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        // A value's own refusal says more than the parser around it.
        for (Throwable inner = e.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof Problem problem) {
                return handleExecutionException(problem, e.getCommandLine(), null);
            }
        }
        var err = e.getCommandLine().getErr();
        err.println("用法有误 · Wrong usage: " + e.getMessage());
        err.println("请看 · See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return trace(e, err, Exit.USAGE);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        var err = command.getErr();
        if (e instanceof Problem problem) {
            err.println(of(problem));
        } else if (e instanceof UncheckedIOException || e instanceof IOException) {
            err.println("文件读写失败 · Cannot read or write: " + withCause(e));
        } else {
            err.println("内部错误 · Internal error: " + e + " Repeat with --verbose and report it.");
        }
        return trace(e, err, Exit.USAGE);
    }

    /** The line for a problem, Chinese first. */
    static String of(Problem problem) {
        return "错误 · Error: " + ChineseTitles.of(problem) + problem.getMessage() + " (" + problem.slug() + ")";
    }

    private int trace(Exception e, PrintWriter err, int status) {
        if (tool.verbose) {
            e.printStackTrace(err);
        }
        return status;
    }

    private static String withCause(Exception e) {
        var cause = e.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getMessage() + ": " + cause;
    }
}
