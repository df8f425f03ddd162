package io.varcas.cli;

import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.runner.TrialPlanner;
import io.varcas.runner.Workloads;
import io.varcas.workload.WorkloadDefinition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Runs workloads: what {@code benchmarks.jar} does without a sub-command. */
final class RunCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final RunFlags run = new RunFlags(spec);
    private final OutputFlags output = new OutputFlags(spec);

    private RunCommand() {
        Flags flags = new Flags(spec);
        flags.add(Flags.on("-h", "Show this page, and exit.")
                .names("-h", "--help")
                .usageHelp(true));
        flags.add(Flags.on("--version", "Show the version, and exit.").versionHelp(true));
        spec.name("benchmarks.jar").versionProvider(new VersionLine());
        spec.parser().separator(" ");
        spec.usageMessage()
                .sortOptions(false)
                .synopsisHeading("Usage: ")
                .customSynopsis(
                        "java -jar benchmarks.jar [regexp...] [flags]",
                        "   or: java -jar benchmarks.jar <command> [flags]")
                .description(
                        "",
                        "Drives the workloads whose names match at a server, and says whether their objectives were met.",
                        "Without -target it starts an embedded simulated server, and its numbers are labelled simulated.",
                        "An API key is taken from VARCAS_API_KEY or OPENAI_API_KEY.",
                        "")
                .footer(
                        "",
                        "Exit codes: 0 every objective met, 1 one broken or not measured, 2 wrong usage, 3 a run failed.");
    }

    static CommandLine commandLine() {
        return new CommandLine(new RunCommand().spec);
    }

    @Override
    public Integer call() throws Exception {
        Listings listings = new Listings(spec.commandLine().getOut());
        if (output.listsProfilers()) {
            listings.profilers();
            return ExitCode.MET;
        }
        if (output.listsFormats()) {
            listings.formats();
            return ExitCode.MET;
        }
        RunOptions options = run.options();
        List<WorkloadDefinition> workloads = Workloads.discover().select(options.includes(), options.excludes());
        if (output.listsConfig()) {
            ConfigText.print(
                    new TrialPlanner(options).plan(workloads),
                    spec.commandLine().getOut());
            return ExitCode.MET;
        }
        if (output.lists() || output.listsParameters()) {
            listings.workloads(new TrialPlanner(options).plan(workloads), output.listsParameters());
            return ExitCode.MET;
        }
        List<ReportFormat> formats = output.result.chosen();
        try (PrintStream out = open()) {
            boolean terminal = output.console() == null && Terminal.isThere();
            Runner runner = new Runner(options, new Console(out, output.verbosity(), terminal));
            return Interrupts.guard(runner::stop, spec.commandLine().getErr(), () -> {
                ResultBundle bundle = runner.run();
                if (output.verbosity() != OutputFlags.Verbosity.SILENT) {
                    Formats.named("text").write(bundle, out);
                }
                for (ReportFormat format : formats) {
                    Path file = Formats.write(format, bundle, output.result.file());
                    out.println("# " + format.name() + " result: " + file);
                }
                return ExitCode.of(bundle.result());
            });
        }
    }

    private PrintStream open() throws IOException {
        Path file = output.console();
        if (file != null) {
            return new PrintStream(file.toFile(), StandardCharsets.UTF_8);
        }
        return new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    }
}
