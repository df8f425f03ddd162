package io.varcas.cli;

import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.Flags;
import io.varcas.cli.flag.Formats;
import io.varcas.cli.flag.OutputFile;
import io.varcas.cli.run.ConfigText;
import io.varcas.cli.run.Console;
import io.varcas.cli.run.Interrupts;
import io.varcas.cli.run.Listings;
import io.varcas.cli.run.OutputFlags;
import io.varcas.cli.run.RunFlags;
import io.varcas.cli.run.Terminal;
import io.varcas.cli.tune.CapacityProgress;
import io.varcas.cli.tune.SweepFlags;
import io.varcas.cli.tune.SweepRun;
import io.varcas.fork.Workloads;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.WholeFile;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.runner.TrialPlanner;
import io.varcas.tune.capacity.MeasuredCapacity;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs workloads: what {@code benchmarks.jar} does without a sub-command. */
final class RunCommand implements Callable<Integer> {

    private final Flags flags = new Flags();
    private final RunFlags run = new RunFlags(flags);
    private final SweepFlags sweep = new SweepFlags(flags);
    private final OutputFlags output = new OutputFlags(flags);
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * Creates the command.
     *
     * @param out where lists go
     * @param err where faults go
     */
    RunCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    Flags flags() {
        return flags;
    }

    @Override
    public Integer call() throws Exception {
        Listings listings = new Listings(out);
        if (output.listsProfilers()) {
            listings.profilers();
            return ExitCode.MET;
        }
        if (output.listsFormats()) {
            listings.formats();
            return ExitCode.MET;
        }
        RunOptions options = run.options();
        List<WorkloadDefinition> workloads = selected(options);
        if (output.listsConfig()) {
            ConfigText.print(new TrialPlanner(options).plan(workloads), out);
            return ExitCode.MET;
        }
        if (output.lists() || output.listsParameters()) {
            listings.workloads(new TrialPlanner(options).plan(workloads), output.listsParameters());
            return ExitCode.MET;
        }
        List<ReportFormat> formats = output.result.named();
        List<WorkloadPlan> plans = new TrialPlanner(options).plan(workloads);
        try (PrintStream console = open()) {
            if (sweep.areNeeded(plans)) {
                boolean silent = output.verbosity() == OutputFlags.Verbosity.SILENT;
                PrintStream progress = silent
                        ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
                        : console;
                return new SweepRun(sweep, options, new PrintWriter(progress, true, StandardCharsets.UTF_8), err)
                        .call(bundle -> show(bundle, formats, console));
            }
            boolean terminal = output.console() == null && Terminal.isThere();
            Console listener = new Console(console, output.verbosity(), terminal);
            Runner runner = new Runner(options, listener);
            MeasuredCapacity capacity =
                    new MeasuredCapacity(options, CapacityProgress.of(listener), new RunListener() {});
            Runnable stop = () -> {
                runner.stop();
                capacity.stop();
            };
            return Interrupts.guard(stop, err, () -> show(capacity.addedTo(runner.run()), formats, console));
        }
    }

    /** Shows a result in all formats, and returns its exit code. */
    private int show(ResultBundle bundle, List<ReportFormat> formats, PrintStream console) throws IOException {
        if (output.verbosity() != OutputFlags.Verbosity.SILENT) {
            Formats.named("text").write(bundle, console);
        }
        for (ReportFormat format : formats) {
            Path file = write(format, bundle);
            if (!WholeFile.isStandardOutput(file)) {
                console.println("# " + format.name() + " result: " + file);
            }
        }
        if (console.checkError()) {
            throw new IOException(
                    "the output is incomplete: the disk is full, or the reader of the output has ended; the result is"
                            + " in "
                            + bundle.folder());
        }
        return ExitCode.of(bundle.result());
    }

    private Path write(ReportFormat format, ResultBundle bundle) throws IOException {
        try {
            return Formats.write(format, bundle, output.result.file());
        } catch (IOException unwritable) {
            throw new IOException(
                    FailureText.of(unwritable) + "; the result is complete in " + bundle.folder(), unwritable);
        }
    }

    private static List<WorkloadDefinition> selected(RunOptions options) {
        try {
            return Workloads.discover().select(options.includes(), options.excludes());
        } catch (UsageException none) {
            throw Commands.meant(options.includes()).map(UsageException::new).orElse(none);
        }
    }

    private PrintStream open() {
        Path file = output.console();
        if (file != null) {
            return new PrintStream(OutputFile.open("-o", file), false, StandardCharsets.UTF_8);
        }
        return new PrintStream(OutputFile.console(), true, StandardCharsets.UTF_8);
    }
}
