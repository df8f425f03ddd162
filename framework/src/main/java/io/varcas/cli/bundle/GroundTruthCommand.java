package io.varcas.cli.bundle;

import io.varcas.accuracy.reference.ModelReply;
import io.varcas.accuracy.reference.PriceTable;
import io.varcas.accuracy.reference.Provider;
import io.varcas.accuracy.reference.Reference;
import io.varcas.accuracy.reference.ReferenceFile;
import io.varcas.accuracy.reference.ReferenceGenerator;
import io.varcas.accuracy.reference.ReferenceOptions;
import io.varcas.cli.flag.ExitCode;
import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.file.DatasetException;
import io.varcas.setting.type.Durations;
import io.varcas.validation.UsageException;
import io.varcas.workload.ChatMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Generates ground truth: asks a reference model for outputs to the prompts of a file, a trace or a bundle. */
@Command(
        name = "ground-truth",
        customSynopsis = "benchmarks.jar ground-truth <prompts> -provider <name> -model <name> [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Generate references for @GroundTruth with a model.",
            "Prompts come from a dataset, a trace, or a bundle of a run with -record. Each is asked once.",
            "Keys come from the environment: OPENAI_API_KEY, MOONSHOT_API_KEY, ANTHROPIC_API_KEY, or",
            "VARCAS_PROVIDER_KEY for a URL.",
            ""
        },
        footer = {"", "Exit codes: 0 every prompt has a reference, 1 some have none, 2 usage error."})
public final class GroundTruthCommand implements Callable<Integer> {

    private static final long PROGRESS_NANOS = 2_000_000_000L;
    private static final int ERRORS_SHOWN = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "<prompts>", description = "Dataset, trace, or folder of a bundle.")
    @Nullable
    String prompts;

    @Option(
            names = "-provider",
            paramLabel = "<name>",
            description = "openai, moonshot, anthropic, or the URL of an OpenAI-compatible server.")
    @Nullable
    String provider;

    @Option(names = "-model", paramLabel = "<name>", description = "Model to ask.")
    @Nullable
    String model;

    @Option(
            names = "-o",
            paramLabel = "<file>",
            description = "Output: JSON lines, or an array if it ends in .json (default: ${DEFAULT-VALUE}).")
    Path output = Path.of("truth.jsonl");

    @Option(
            names = "-concurrency",
            paramLabel = "<int>",
            description = "Prompts in flight at once (default: ${DEFAULT-VALUE}).")
    int concurrency = 10;

    @Option(
            names = "-maxTokens",
            paramLabel = "<int>",
            description = "Longest output, tokens (default: ${DEFAULT-VALUE}).")
    int maxTokens = 2048;

    @Option(
            names = "-temperature",
            paramLabel = "<number>",
            description = "Sampling temperature (default: ${DEFAULT-VALUE}).")
    double temperature;

    @Option(names = "-cache", paramLabel = "<folder>", description = "Folder of the cache (default: ${DEFAULT-VALUE}).")
    Path cache = Path.of(".varcas_cache");

    @Option(names = "-noCache", description = "Ask for every reference, and keep none.")
    boolean noCache;

    @Option(
            names = "-ttl",
            paramLabel = "<time>",
            description = "Age above which a cached reference is asked for anew (default: 720h, 30 days).")
    String ttl = "720h";

    @Option(
            names = "-prices",
            paramLabel = "<file>",
            description = "JSON file of prices, in the format of prices.json in the jar.")
    @Nullable
    Path prices;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (prompts == null || provider == null || model == null) {
            throw new UsageException(
                    "ground-truth needs prompts, a provider and a model: ground-truth <prompts> -provider <name> -model"
                            + " <name>");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            PriceTable table = PriceTable.read(Optional.ofNullable(prices));
            ReferenceOptions options = new ReferenceOptions(
                    Provider.of(provider),
                    model,
                    temperature,
                    maxTokens,
                    concurrency,
                    noCache ? Optional.empty() : Optional.of(cache),
                    Durations.parse(ttl));
            ReferenceGenerator generator = new ReferenceGenerator(options, System.getenv());
            List<String> texts = new ArrayList<>();
            for (Path file : files(prompts)) {
                texts.addAll(texts(file));
            }
            List<Reference> references = generator.generate(texts, progress(out));
            int written = ReferenceFile.write(output, references, options);
            print(out, references, written, table.find(options.provider().name(), model));
            return written == references.size() ? ExitCode.MET : ExitCode.BROKEN;
        } catch (DatasetException | IllegalArgumentException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }

    private static List<Path> files(String name) throws IOException {
        Path path = Path.of(name);
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> traces = files.filter(
                            file -> file.getFileName().toString().equals("trace.jsonl.gz"))
                    .sorted()
                    .toList();
            if (traces.isEmpty()) {
                throw new UsageException(path + " contains no trace; run with -record to keep prompts");
            }
            return traces;
        }
    }

    private static List<String> texts(Path file) {
        List<String> texts = new ArrayList<>();
        try (Dataset data = Dataset.open(
                DatasetSpec.of(file.toString()).withoutTimes(), GroundTruthCommand.class.getClassLoader())) {
            for (Optional<DatasetEntry> next = data.next(); next.isPresent(); next = data.next()) {
                next.get()
                        .prompt()
                        .ifPresent(prompt -> texts.add(prompt.messages().stream()
                                .map(ChatMessage::content)
                                .collect(Collectors.joining("\n\n"))));
            }
        }
        if (texts.isEmpty()) {
            throw new UsageException(file + " contains no prompts");
        }
        return texts;
    }

    /** Prints how many are done and how long the rest will take, at most every two seconds. */
    private static ReferenceGenerator.Progress progress(PrintWriter out) {
        long start = System.nanoTime();
        AtomicLong next = new AtomicLong(start + PROGRESS_NANOS);
        return (done, total) -> {
            long now = System.nanoTime();
            long due = next.get();
            if (now >= due && done < total && next.compareAndSet(due, now + PROGRESS_NANOS)) {
                Duration left = Duration.ofNanos((long) ((double) (now - start) / done * (total - done)));
                out.println(done + " of " + total + " prompts done, about " + left.toSeconds() + " s left");
                out.flush();
            }
        };
    }

    private void print(PrintWriter out, List<Reference> references, int written, Optional<PriceTable.Price> price) {
        long hits = references.stream().filter(Reference::fromCache).count();
        long input = tokens(references, ModelReply::inputTokens);
        long outputTokens = tokens(references, ModelReply::outputTokens);
        out.println(written + " references written to " + output);
        out.println("  calls " + (references.size() - hits) + ", from the cache " + hits + ", without a reference "
                + (references.size() - written));
        out.println("  tokens of the calls: " + input + " in, " + outputTokens + " out");
        out.println("  cost "
                + price.map(known -> String.format(
                                Locale.ROOT,
                                "%.4f USD (%.2f and %.2f USD per million tokens, as of %s)",
                                known.costUsd(input, outputTokens),
                                known.inputUsd(),
                                known.outputUsd(),
                                known.asOf()))
                        .orElse("not known: the price table has no price of " + model + "; add it with -prices"));
        references.stream()
                .flatMap(reference -> reference.error().stream())
                .distinct()
                .limit(ERRORS_SHOWN)
                .forEach(error -> out.println("  failed: " + error));
    }

    private static long tokens(List<Reference> references, Function<ModelReply, OptionalInt> count) {
        return references.stream()
                .filter(reference -> !reference.fromCache())
                .flatMap(reference -> reference.reply().stream())
                .mapToLong(reply -> count.apply(reply).orElse(0))
                .sum();
    }
}
