package io.varcas.cli.bundle;

import io.varcas.annotation.OnBadLine;
import io.varcas.cli.flag.ExitCode;
import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.DatasetStatistics;
import io.varcas.dataset.DatasetSummary;
import io.varcas.dataset.GroundTruthExport;
import io.varcas.dataset.file.DatasetException;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a dataset or trace to its end and says what it holds, so that problems show before a run. */
@Command(
        name = "dataset",
        customSynopsis = "benchmarks.jar dataset <file> [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Read a dataset or trace to its end and summarize it.",
            "To use it in a run: -p dataset=<file>, and for its times -p arrivals=replay.",
            ""
        })
public final class DatasetCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "<file>", description = "Dataset file; .gz files are decompressed.")
    @Nullable
    String file;

    @Option(names = "-format", paramLabel = "<name>", description = "Format of the file (default: detected).")
    String format = io.varcas.annotation.Dataset.AUTO;

    @Option(names = "-formats", description = "List the formats and exit.")
    boolean listFormats;

    @Option(names = "-limit", paramLabel = "<int>", description = "Maximum number of requests to read; 0 for all.")
    String limit = "0";

    @Option(
            names = "-onBadLine",
            paramLabel = "<what>",
            description = "On an invalid line: fail or skip (default: ${DEFAULT-VALUE}).")
    String onBadLine = "fail";

    @Option(
            names = "-turns",
            paramLabel = "<int>",
            description = "Turns to use of each conversation (default: ${DEFAULT-VALUE}).")
    String turns = "1";

    @Option(
            names = "-unit",
            paramLabel = "<unit>",
            description = "Unit of numeric times, such as milliseconds (default: that of the format).")
    @Nullable
    String unit;

    @Option(
            names = "-encoding",
            paramLabel = "<name>",
            description = "Character encoding, such as windows-1252 (default: by byte order mark, or utf-8).")
    String encoding = "utf-8";

    @Option(
            names = "-seed",
            paramLabel = "<int>",
            description = "Seed, for formats that describe random requests (default: ${DEFAULT-VALUE}).")
    String seed = "42";

    @Option(
            names = "-groundTruth",
            paramLabel = "<file>",
            description = "Write prompts and reference outputs to this file, for @GroundTruth(dataset = ...).")
    @Nullable
    Path groundTruth;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ClassLoader loader = DatasetCommand.class.getClassLoader();
        if (listFormats) {
            DatasetReader.extensions()
                    .all(loader)
                    .values()
                    .forEach(reader -> out.printf("%-16s %s%n", reader.name(), reader.description()));
            return ExitCode.MET;
        }
        if (file == null) {
            throw new UsageException("dataset needs a file: dataset <file>; -formats lists the formats");
        }
        try (Dataset data = Dataset.open(asked(file), loader)) {
            if (groundTruth != null) {
                out.println(
                        GroundTruthExport.write(data, groundTruth) + " prompts with outputs written to " + groundTruth);
                return ExitCode.MET;
            }
            print(DatasetSummary.of(data), out);
        } catch (DatasetException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
        return ExitCode.MET;
    }

    private DatasetSpec asked(String path) {
        DatasetSpec asked = new DatasetSpec(
                        path,
                        format,
                        parse(DatasetSettings.LIMIT, limit),
                        this.<OnBadLine>parse(DatasetSettings.ON_BAD_LINE, onBadLine),
                        parse(DatasetSettings.TURNS, turns),
                        false,
                        1,
                        TimeUnit.SECONDS,
                        parse(Settings.SEED, seed))
                .in(parse(DatasetSettings.ENCODING, encoding))
                .withoutTimes();
        return unit == null ? asked : asked.in(parse(DatasetSettings.UNIT, unit));
    }

    private <T> T parse(Setting<T> setting, String text) {
        try {
            return setting.parse(text);
        } catch (SettingException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }

    private static void print(DatasetSummary summary, PrintWriter out) {
        DatasetStatistics tally = summary.tally();
        out.println("format          " + summary.format());
        out.println("requests        " + tally.entries());
        out.println("with a prompt   " + summary.prompts());
        out.println("with an output  " + summary.answers());
        double seconds = summary.span().toNanos() / 1e9;
        out.println("with a time     " + summary.timed()
                + (seconds > 0
                        ? String.format(
                                Locale.ROOT, ", over %.3f s, %.3f/s on average", seconds, summary.timed() / seconds)
                        : ""));
        out.println("input tokens    " + lengths(summary.inputTokens()));
        out.println("output tokens   " + lengths(summary.outputTokens()));
        out.println("no requests     " + tally.unused() + " records");
        out.println("bad lines       " + tally.badLines());
        tally.notes().forEach((what, count) -> out.println("note            " + what + ": " + count));
        tally.firstBad().forEach(line -> out.println("  " + line));
    }

    private static String lengths(LongSummaryStatistics lengths) {
        return lengths.getCount() == 0
                ? "not given"
                : String.format(
                        Locale.ROOT,
                        "mean %.1f, %d to %d, given for %d",
                        lengths.getAverage(),
                        lengths.getMin(),
                        lengths.getMax(),
                        lengths.getCount());
    }
}
