package io.varcas.cli.bundle;

import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.Flags;
import io.varcas.cli.flag.FlagsToSpec;
import io.varcas.cli.flag.FormatFlags;
import io.varcas.cli.flag.Formats;
import io.varcas.result.BundleFolder;
import io.varcas.result.ReportFormat;
import io.varcas.result.ReportOfRuns;
import io.varcas.result.ResultBundle;
import io.varcas.result.WholeFile;
import io.varcas.runner.Recovery;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows bundles again, in any format. */
@Command(
        name = "report",
        separator = " ",
        sortOptions = false,
        description = {
            "Show results in any format: text (the default) on the console, all others as files.",
            "A .part folder, left by a run that was killed, is completed first.",
            "With -sla, the objectives are judged anew from the request logs. The bundle does not change, and files"
                    + " are",
            "named judged instead of result.",
            "-rf html -rff <file> shows several bundles as one sweep on one page.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 reported, 2 usage error, 3 requests were lost; with -sla as for a run: 0 all objectives"
                    + " met,",
            "1 one is broken or not measured, 3 the run failed or is invalid, 4 one is undecided."
        })
public final class ReportCommand implements Callable<Integer> {

    private static final String TEXT = "text";

    /** Name of files in a bundle whose objectives are not the run's; those of the run keep theirs. */
    private static final String JUDGED = "judged";

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "<bundle>", description = "Result folder or its result.json.")
    List<Path> bundles = new ArrayList<>();

    private final Flags flags = new Flags();
    private final FormatFlags result = new FormatFlags(flags);

    @Mixin
    final CommandSpec resultFlags = FlagsToSpec.spec(flags);

    @Mixin
    ObjectiveFlag objectives = new ObjectiveFlag();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        objectives.overrides();
        List<ReportFormat> named = result.chosen();
        List<ReportFormat> chosen = named.isEmpty() ? List.of(Formats.named(TEXT)) : named;
        Path file = result.file();
        boolean together = file != null && bundles.size() > 1;
        if (together && !chosen.stream().allMatch(ReportOfRuns.class::isInstance)) {
            throw new UsageException("-rff " + file + ": a file of the format "
                    + chosen.get(0).name() + " holds one result, but there are " + bundles.size()
                    + " bundles; use -rf html, or leave out -rff to write each into its bundle");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<ResultBundle> read = bundles.stream()
                .map(path -> objectives.judged(opened(path, out)))
                .toList();
        if (file != null && together) {
            chosen.forEach(format -> show((ReportOfRuns) format, read, file, out));
        } else {
            read.forEach(bundle -> chosen.forEach(format -> show(format, bundle, out)));
        }
        List<String> damages = read.stream()
                .flatMap(bundle -> Bundles.damages(bundle).stream())
                .toList();
        damages.forEach(damage -> spec.commandLine().getErr().println("warning: " + damage));
        return damages.isEmpty() ? verdict(read) : ExitCode.FAILED;
    }

    /** Returns the exit code of the worst result; objectives of the run itself were its matter. */
    private int verdict(List<ResultBundle> read) {
        return objectives.isGiven()
                ? ExitCode.worst(read.stream()
                        .map(bundle -> ExitCode.of(bundle.result()))
                        .toList())
                : ExitCode.MET;
    }

    /** Opens a bundle; one that its run did not finish is finished first. */
    private static ResultBundle opened(Path path, PrintWriter out) {
        if (!BundleFolder.isUnfinished(path)) {
            return Bundles.open(path);
        }
        try {
            ResultBundle bundle = Recovery.finish(path);
            out.println("# " + path + " was incomplete; completed from the measured data: " + bundle.folder());
            return bundle;
        } catch (IOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
    }

    private static void show(ReportOfRuns format, List<ResultBundle> bundles, Path file, PrintWriter out) {
        try {
            WholeFile.write(file, stream -> format.write(bundles, stream));
            if (!WholeFile.isStandardOutput(file)) {
                out.println("# " + format.name() + " result of " + bundles.size() + " runs: " + file);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void show(ReportFormat format, ResultBundle bundle, PrintWriter out) {
        try {
            if (result.file() == null && format.name().equals(TEXT)) {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                format.write(bundle, text);
                out.print(text.toString(StandardCharsets.UTF_8));
                out.flush();
            } else {
                out.flush();
                Path file = Formats.write(format, bundle, objectives.isGiven() ? JUDGED : "result", result.file());
                if (!WholeFile.isStandardOutput(file)) {
                    out.println("# " + format.name() + " result: " + file);
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
