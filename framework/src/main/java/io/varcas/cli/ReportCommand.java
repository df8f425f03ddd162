package io.varcas.cli;

import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.runner.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
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
            "Shows results again, as text unless -rf says otherwise; text goes to the console, everything else into files.",
            ""
        })
final class ReportCommand implements Callable<Integer> {

    private static final String TEXT = "text";

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "<bundle>", description = "Folder of a result, or its result.json.")
    List<Path> bundles = new ArrayList<>();

    private final Flags flags = new Flags();
    private final FormatFlags result = new FormatFlags(flags);

    @Mixin
    final CommandSpec resultFlags = FlagsToSpec.spec(flags);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this page, and exit.")
    boolean help;

    @Override
    public Integer call() {
        List<ReportFormat> named = result.chosen();
        List<ReportFormat> chosen = named.isEmpty() ? List.of(Formats.named(TEXT)) : named;
        if (result.file() != null && bundles.size() > 1) {
            throw new UsageException("-rff " + result.file() + ": holds one result, but there are " + bundles.size()
                    + " bundles; leave it out, and each goes into its bundle");
        }
        List<ResultBundle> read = bundles.stream().map(Bundles::open).toList();
        PrintWriter out = spec.commandLine().getOut();
        for (ResultBundle bundle : read) {
            chosen.forEach(format -> show(format, bundle, out));
        }
        List<String> damages = read.stream()
                .flatMap(bundle -> Bundles.damages(bundle).stream())
                .toList();
        damages.forEach(damage -> spec.commandLine().getErr().println("warning: " + damage));
        return damages.isEmpty() ? ExitCode.MET : ExitCode.FAILED;
    }

    private void show(ReportFormat format, ResultBundle bundle, PrintWriter out) {
        try {
            if (result.file() == null && format.name().equals(TEXT)) {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                format.write(bundle, text);
                out.print(text.toString(StandardCharsets.UTF_8));
                out.flush();
            } else {
                out.println("# " + format.name() + " result: " + Formats.write(format, bundle, result.file()));
            }
        } catch (IOException unreadable) {
            throw new UsageException(String.valueOf(unreadable.getMessage()));
        }
    }
}
