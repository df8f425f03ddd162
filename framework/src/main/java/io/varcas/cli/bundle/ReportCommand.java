package io.varcas.cli.bundle;

import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.Flags;
import io.varcas.cli.flag.FlagsToSpec;
import io.varcas.cli.flag.FormatFlags;
import io.varcas.cli.flag.Formats;
import io.varcas.result.BundleFolder;
import io.varcas.result.ReportFormat;
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
            ""
        })
public final class ReportCommand implements Callable<Integer> {

    private static final String TEXT = "text";

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "<bundle>", description = "Result folder or its result.json.")
    List<Path> bundles = new ArrayList<>();

    private final Flags flags = new Flags();
    private final FormatFlags result = new FormatFlags(flags);

    @Mixin
    final CommandSpec resultFlags = FlagsToSpec.spec(flags);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        List<ReportFormat> named = result.chosen();
        List<ReportFormat> chosen = named.isEmpty() ? List.of(Formats.named(TEXT)) : named;
        if (result.file() != null && bundles.size() > 1) {
            throw new UsageException("-rff " + result.file() + ": a file holds one result, but there are "
                    + bundles.size() + " bundles; leave out -rff to write each into its bundle");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<ResultBundle> read =
                bundles.stream().map(path -> opened(path, out)).toList();
        for (ResultBundle bundle : read) {
            chosen.forEach(format -> show(format, bundle, out));
        }
        List<String> damages = read.stream()
                .flatMap(bundle -> Bundles.damages(bundle).stream())
                .toList();
        damages.forEach(damage -> spec.commandLine().getErr().println("warning: " + damage));
        return damages.isEmpty() ? ExitCode.MET : ExitCode.FAILED;
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

    private void show(ReportFormat format, ResultBundle bundle, PrintWriter out) {
        try {
            if (result.file() == null && format.name().equals(TEXT)) {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                format.write(bundle, text);
                out.print(text.toString(StandardCharsets.UTF_8));
                out.flush();
            } else {
                out.flush();
                Path file = Formats.write(format, bundle, result.file());
                if (!WholeFile.isStandardOutput(file)) {
                    out.println("# " + format.name() + " result: " + file);
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
