package io.varcas.cli;

import io.varcas.cli.flag.ExitCode;
import io.varcas.setting.Secrets;
import io.varcas.text.ForeignText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Entry point of {@code benchmarks.jar}: without a sub-command, runs workloads. */
public final class Main {

    private Main() {}

    /**
     * Runs the command line and ends the JVM with 0 if every objective was met, 1 if one was broken or not measured, 2 if the command line or
     * the configuration is wrong, 3 if a run or anything else failed, 4 if a comparison is undecided.
     *
     * @param args the command line; {@code -h} explains it
     */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        int code;
        try {
            code = execute(args, out, err);
        } catch (Exception | Error fault) {
            code = Failures.tell(fault, err, System.getenv());
        }
        if (out.checkError() && code != ExitCode.USAGE) {
            err.println("ERROR: the output is incomplete: the disk is full, or the reader of the output has ended");
            return ExitCode.FAILED;
        }
        return code;
    }

    private static int execute(String[] args, PrintWriter out, PrintWriter err) {
        return commandLine(new RunCommand(out, err)).setOut(out).setErr(err).execute(RenamedFlags.renamed(args, err));
    }

    static CommandLine commandLine(RunCommand command) {
        CommandLine run = new CommandLine(RunSpec.of(command));
        Commands.addTo(run);
        HelpTopics.addTo(run);
        return run.setPosixClusteredShortOptionsAllowed(false)
                .setAbbreviatedOptionsAllowed(false)
                .setExpandAtFiles(false) // -sla @file is a file of objectives, not of arguments
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(false)
                .setParameterExceptionHandler(onWrongFlag())
                .setExecutionExceptionHandler(onFailure());
    }

    /** Responds to a wrong flag with one line, and the nearest right one; JMH's page of usage would hide it. */
    private static IParameterExceptionHandler onWrongFlag() {
        return (fault, args) -> {
            PrintWriter err = fault.getCommandLine().getErr();
            err.println("ERROR: "
                    + Secrets.HERE.redacted(
                            ForeignText.message(mistyped(fault, args).orElseGet(() -> WrongFlag.explain(fault)))));
            err.println("Use -h to list the flags.");
            return ExitCode.USAGE;
        };
    }

    /** Returns a line about a mistyped command, whose flags a run does not know. */
    private static Optional<String> mistyped(ParameterException fault, String[] args) {
        boolean isRun = fault.getCommandLine().getParent() == null;
        return isRun && args.length > 0 && !args[0].startsWith("-")
                ? Commands.meant(List.of(args[0]))
                : Optional.empty();
    }

    private static IExecutionExceptionHandler onFailure() {
        return (fault, commandLine, parsed) -> Failures.tell(fault, commandLine.getErr(), System.getenv());
    }
}
