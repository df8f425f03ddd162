package io.varcas.cli.tune;

import io.varcas.cli.flag.Choices;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.OutputFile;
import io.varcas.cli.run.Console;
import io.varcas.cli.run.Interrupts;
import io.varcas.cli.run.OutputFlags;
import io.varcas.cli.run.Terminal;
import io.varcas.result.WholeFile;
import io.varcas.runner.OpenServer;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.setting.type.Durations;
import io.varcas.tune.step.OriginalFiles;
import io.varcas.tune.step.StepCell;
import io.varcas.tune.step.StepConfig;
import io.varcas.tune.step.StepFormat;
import io.varcas.tune.step.StepOptions;
import io.varcas.tune.step.StepProfile;
import io.varcas.tune.step.StepProfileJson;
import io.varcas.validation.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the step profile of a server, or shows one that was measured. */
@Command(
        name = "steps",
        customSynopsis = {
            "benchmarks.jar steps [-target <target>] [flags]",
            "benchmarks.jar steps <file>... [-rf <format>] [-rff <file>]"
        },
        separator = " ",
        sortOptions = false,
        description = {
            "Measure prefill, decode and mixed batches of a server for given prompts, contexts and batch sizes.",
            "Prompts have exact lengths and are never cache hits; decoding is measured only while the whole batch"
                    + " decodes.",
            "With files, show or convert earlier profiles; nothing is measured.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 all cells were measured or skipped, 2 usage error, 3 a cell failed or was interrupted."
        })
public final class StepsCommand implements Callable<Integer> {

    private static final String TEXT = "text";
    private static final long MOST_SEED = 1L << 31;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "<file>",
            description = "steps.json of an earlier profile, or *_results.json of the Python profiler, to show.")
    List<Path> files = new ArrayList<>();

    @Mixin
    CellFlags cells = new CellFlags();

    @Mixin
    ServerFlags server = new ServerFlags();

    @Option(
            names = "--steps",
            paramLabel = "<int>",
            description = "Engine steps of decoding to measure of each batch (default: ${DEFAULT-VALUE}).")
    int steps = StepOptions.DEFAULT_STEPS;

    @Option(
            names = "-timeout",
            paramLabel = "<time>",
            description = "Longest time of one batch (default: ${DEFAULT-VALUE}).")
    String timeout = "5min";

    @Option(
            names = "-seed",
            paramLabel = "<int>",
            description = "Seed of the prompts (default: a new one each time, since a server may have those of earlier"
                    + " profiles in its cache).")
    @Nullable
    Long seed;

    @Option(
            names = "-tokenizer",
            paramLabel = "<file>",
            description = "tokenizer.json of the model, for servers without /tokenize.")
    @Nullable
    Path tokenizer;

    @Option(
            names = "-out",
            paramLabel = "<folder>",
            description = "Folder in which the folder of the profile is made (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("results");

    @Option(
            names = "-resume",
            paramLabel = "<folder>",
            description = "Continue the profile in this folder: cells that were measured are kept.")
    @Nullable
    Path resume;

    @Option(
            names = "-rf",
            paramLabel = "<format>",
            description = "Also write the profile as text, json, html, svg or a custom format.")
    @Nullable
    String format;

    @Option(
            names = "-rff",
            paramLabel = "<file>",
            description = "File of -rf; an existing file is replaced (default: the console).")
    @Nullable
    Path file;

    @Option(
            names = "--original",
            paramLabel = "<folder>",
            description = "Also write the files of the Python profiler: config_N_results.json,"
                    + " config_N_performance_analysis.json and custom_schedule_plans.json.")
    @Nullable
    Path original;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws Exception {
        StepFormat text = named(TEXT);
        Optional<StepFormat> also = Optional.ofNullable(format).map(StepsCommand::named);
        if (file != null && also.isEmpty()) {
            throw new UsageException("-rff " + file + " needs a format; add -rf html");
        }
        OutputFile.check("-rff", file);
        PrintWriter console = spec.commandLine().getOut();
        if (!files.isEmpty()) {
            StepProfile shown = StepFiles.read(files);
            write(also.orElse(text), shown, console);
            writeOriginal(shown, console);
            return ExitCode.MET;
        }
        List<StepConfig> wanted = cells.cells(note -> console.println("# " + note));
        StepOptions options = options();
        Path folder = resume != null ? resume : SearchFolder.now(out, "steps");
        List<StepCell> known = new ArrayList<>(cells.invalid(wanted));
        known.addAll(earlier());
        FlaggedTarget target = server.target();
        OpenServer.Opener opener = new OpenServer.Opener(listener());
        StepRun run = new StepRun(opener, folder, console);
        return Interrupts.guard(run::stop, spec.commandLine().getErr(), () -> {
            StepProfile profile = run.measure(target, server.settings(), wanted, options, known);
            console.println();
            show(text, profile, console);
            console.println("# steps: " + folder.resolve(StepProfileJson.FILE));
            if (also.isPresent()) {
                write(also.get(), profile, console);
            }
            writeOriginal(profile, console);
            console.flush();
            return code(profile, wanted.size());
        });
    }

    private StepOptions options() {
        try {
            Duration longest = Durations.parse(timeout);
            long root = seed == null ? ThreadLocalRandom.current().nextLong(MOST_SEED) : seed;
            return new StepOptions(steps, longest, root, Optional.ofNullable(tokenizer));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }

    private List<StepCell> earlier() throws IOException {
        if (resume == null) {
            return List.of();
        }
        Path json = resume.resolve(StepProfileJson.FILE);
        if (!Files.isRegularFile(json)) {
            throw new UsageException("-resume " + resume + ": it has no " + StepProfileJson.FILE);
        }
        StepProfile profile = StepProfileJson.read(json);
        if (!profile.target().asked().equals(server.target)) {
            throw new UsageException("-resume " + resume + ": it is a profile of "
                    + profile.target().asked() + ", not of " + server.target + "; give the same -target");
        }
        if (profile.steps() != steps) {
            throw new UsageException(
                    "-resume " + resume + ": it was measured with --steps " + profile.steps() + ", not " + steps);
        }
        return profile.measured();
    }

    private Console listener() {
        return new Console(
                new PrintStream(OutputFile.console(), true, StandardCharsets.UTF_8),
                OutputFlags.Verbosity.NORMAL,
                Terminal.isThere());
    }

    private static int code(StepProfile profile, int wanted) {
        boolean whole = profile.cells().size() == wanted
                && profile.cells().stream()
                        .allMatch(cell -> cell.isMeasured() || cell.status() == StepCell.Status.SKIPPED);
        return whole && !profile.measured().isEmpty() ? ExitCode.MET : ExitCode.FAILED;
    }

    private void write(StepFormat writer, StepProfile profile, PrintWriter console) throws IOException {
        if (file == null) {
            show(writer, profile, console);
            return;
        }
        WholeFile.write(file, stream -> writer.write(profile, stream));
        if (!WholeFile.isStandardOutput(file)) {
            console.println("# " + writer.name() + " profile: " + file);
        }
        console.flush();
    }

    private void writeOriginal(StepProfile profile, PrintWriter console) throws IOException {
        if (original != null) {
            List<Path> written = OriginalFiles.write(profile, original);
            console.println("# original: " + written.size() + " files in " + original);
        }
    }

    private static void show(StepFormat writer, StepProfile profile, PrintWriter console) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(profile, bytes);
        console.print(bytes.toString(StandardCharsets.UTF_8));
        console.flush();
    }

    private static StepFormat named(String name) {
        Choices<StepFormat> formats =
                Choices.onClassPath(StepFormat.class, "format of a step profile", StepFormat::name);
        if (name.equals(TEXT) && !formats.names().contains(TEXT)) {
            throw new UsageException(
                    "the text format of step profiles is missing; add io.varcas:varcas-reports to the class path");
        }
        return formats.named(name.toLowerCase(Locale.ROOT));
    }
}
