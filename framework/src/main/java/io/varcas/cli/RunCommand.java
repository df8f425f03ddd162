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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs workloads: what {@code benchmarks.jar} does without a sub-command. */
@Command(
        name = "benchmarks.jar",
        versionProvider = VersionLine.class,
        separator = " ",
        sortOptions = false,
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "java -jar benchmarks.jar [regexp...] [flags]",
            "   or: java -jar benchmarks.jar <command> [flags]"
        },
        description = {
            "",
            "Drives the workloads whose names match at a server, and says whether their objectives were met.",
            "Without -target it starts an embedded simulated server, and its numbers are labelled simulated.",
            "An API key is taken from VARCAS_API_KEY or OPENAI_API_KEY.",
            ""
        },
        footer = {"", "Exit codes: 0 every objective met, 1 one broken or not measured, 2 wrong usage, 3 a run failed."
        })
final class RunCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Mixin
    RunFlags run = new RunFlags();

    @Mixin
    OutputFlags output = new OutputFlags();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this page, and exit.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version, and exit.")
    boolean version;

    @Override
    public Integer call() throws Exception {
        Listings listings = new Listings(spec.commandLine().getOut());
        if (output.listProfilers) {
            listings.profilers();
            return ExitCode.MET;
        }
        if (output.listFormats) {
            listings.formats();
            return ExitCode.MET;
        }
        RunOptions options = run.options();
        List<WorkloadDefinition> workloads = Workloads.discover().select(options.includes(), options.excludes());
        if (output.listConfig) {
            ConfigText.print(
                    new TrialPlanner(options).plan(workloads),
                    spec.commandLine().getOut());
            return ExitCode.MET;
        }
        if (output.list || output.listParameters) {
            listings.workloads(new TrialPlanner(options).plan(workloads), output.listParameters);
            return ExitCode.MET;
        }
        List<ReportFormat> formats = output.result.chosen();
        try (PrintStream out = open()) {
            boolean terminal = output.console == null && Terminal.isThere();
            Runner runner = new Runner(options, new Console(out, output.verbosity, terminal));
            return Interrupts.guard(runner::stop, spec.commandLine().getErr(), () -> {
                ResultBundle bundle = runner.run();
                if (output.verbosity != OutputFlags.Verbosity.SILENT) {
                    Formats.named("text").write(bundle, out);
                }
                for (ReportFormat format : formats) {
                    Path file = Formats.write(format, bundle, output.result.file);
                    out.println("# " + format.name() + " result: " + file);
                }
                return ExitCode.of(bundle.result());
            });
        }
    }

    private PrintStream open() throws IOException {
        if (output.console != null) {
            return new PrintStream(output.console.toFile(), StandardCharsets.UTF_8);
        }
        return new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    }
}
