package io.varcas.calibration;

import io.varcas.calibration.Observation.Measured;
import io.varcas.calibration.Observation.Offered;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Measured points from a table: a CSV file with the columns
 *
 * <pre> source engine model gpu tp dtype input_len output_len concurrency request_rate output_tok_s ttft_p50_ms tpot_p50_ms notes suspect
 * </pre>
 *
 * <p>and {@code output_len_sd}, the standard deviation of output lengths; without it outputs are equally long.
 *
 * <p>Rows that cannot be used are kept with the reason: marked suspect, another engine, a model or GPU not in the
 * catalogs, a length, parallelism or load that was not published.
 *
 * @param observations rows that can be used
 * @param skipped rows that cannot, with the reason
 */
public record MeasuredTable(List<Observation> observations, List<Skipped> skipped) {

    /** Prompts per unit of concurrency that closed-loop sweeps send (InferenceX, vLLM's own sweeps). */
    private static final double REQUESTS_PER_USER = 10;

    /** InferenceX draws lengths evenly between 0.8 and 1 of the nominal. */
    private static final double MEAN_OF_DRAWN_LENGTHS = 0.9;

    /** Squared coefficient of variation of lengths drawn so: {@code (0.2^2 / 12) / 0.9^2}. */
    private static final double VARIATION_OF_DRAWN_LENGTHS = 0.0041;

    /** What no row can do without; the others may be missing. */
    private static final List<String> COLUMNS =
            List.of("engine", "model", "gpu", "tp", "dtype", "input_len", "output_len", "tpot_p50_ms");

    /** Columns whose cells are numbers above 0 wherever they are published; a standard deviation may be 0. */
    private static final List<String> NUMBERS = List.of(
            "tp",
            "input_len",
            "output_len",
            "output_len_sd",
            "concurrency",
            "request_rate",
            "output_tok_s",
            "ttft_p50_ms",
            "tpot_p50_ms");

    private static final Pattern SHARED_TOKENS = Pattern.compile("(\\d+) shared of prompt");
    private static final Pattern BATCHED_TOKENS = Pattern.compile("\\bmbt=(\\d+)");
    private static final Pattern MAX_SEQS = Pattern.compile("max_num_seqs=(\\d+)");
    private static final Pattern EXPERT_PARALLEL = Pattern.compile("moe_ep=([2-9]|\\d\\d)");
    private static final Pattern OLD_ENGINE = Pattern.compile("202[0-4]");

    /** Copies both lists. */
    public MeasuredTable {
        observations = List.copyOf(observations);
        skipped = List.copyOf(skipped);
    }

    /**
     * A row that was not used.
     *
     * @param row line of the file at which it begins, the header being on line 1
     * @param reason why
     */
    public record Skipped(int row, String reason) {}

    /**
     * Reads a table.
     *
     * @param file the CSV file
     * @param hardware where GPUs are looked up
     * @param models where models are looked up
     * @throws IllegalArgumentException if it is empty, its header lacks a column, a row has not as many cells as the header, or a cell
     *     is no number where one must be; the message names file, line and column
     * @throws UncheckedIOException if the file cannot be read
     */
    public static MeasuredTable read(Path file, HardwareCatalog hardware, ModelCatalog models) {
        List<Observation> observations = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (CsvTable.Row cells : CsvTable.read(file, COLUMNS).rows()) {
            if (cells.text("suspect").isEmpty()) {
                NUMBERS.forEach(column ->
                        cells.refuseUnlessNumber(column, column.equals("tp"), column.equals("output_len_sd")));
            }
            try {
                observations.add(
                        new Row(cells).observation(file.getFileName() + ":" + cells.number(), hardware, models));
            } catch (IllegalArgumentException e) {
                skipped.add(new Skipped(cells.number(), oneLine(String.valueOf(e.getMessage()))));
            }
        }
        return new MeasuredTable(observations, skipped);
    }

    /** Cells in quotes may have line breaks. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** One row, its cells by column. */
    private record Row(CsvTable.Row cells) {

        Observation observation(String label, HardwareCatalog hardware, ModelCatalog models) {
            refuseIf(!text("suspect").isEmpty(), "suspect: " + text("suspect"));
            String engine = text("engine");
            refuseIf(!engine.startsWith("vllm"), "another engine: " + engine);
            refuseIf(OLD_ENGINE.matcher(engine).find(), "not current vLLM: " + engine);
            refuseIf(text("tp").isEmpty(), "parallelism not published");
            refuseIf(number("input_len").isEmpty() || number("output_len").isEmpty(), "lengths not published");
            ModelArchitecture model = models.model(text("model"));
            Accelerator accelerator = hardware.accelerator(text("gpu"));
            int tensorParallel = (int) number("tp").orElseThrow();
            Deployment deployment = new Deployment(
                            model,
                            accelerator,
                            precision(accelerator),
                            kvPrecision(),
                            tensorParallel,
                            1,
                            tensorParallel)
                    .servedBy(engine);
            if (InferenceXServer.published(text("source"))) {
                deployment = InferenceXServer.of(deployment, text("notes")).deployment(deployment);
            }
            boolean drawn = text("notes").contains("[0.8,1.0]");
            double scale = drawn ? MEAN_OF_DRAWN_LENGTHS : 1;
            double prompt = Math.max(1, scale * number("input_len").orElseThrow());
            double output = Math.max(1, scale * number("output_len").orElseThrow());
            Matcher shared = SHARED_TOKENS.matcher(text("notes"));
            double cached = shared.find() ? Math.min(prompt - 1, Double.parseDouble(shared.group(1))) : 0;
            return new Observation(
                    label,
                    engine,
                    deployment,
                    limits(deployment, (int) Math.ceil(2 * (prompt + output))),
                    prompt - cached,
                    cached,
                    output,
                    variation(drawn, output),
                    OptionalDouble.empty(),
                    offered(),
                    new Measured(millis("ttft_p50_ms"), millis("tpot_p50_ms"), number("output_tok_s")),
                    notFitted(),
                    null);
        }

        /** Of outputs that are all of one length unless the row says otherwise. */
        private double variation(boolean drawn, double output) {
            OptionalDouble spread = number("output_len_sd");
            double relative = spread.orElse(0) / output;
            return spread.isEmpty() && drawn ? VARIATION_OF_DRAWN_LENGTHS : relative * relative;
        }

        private @Nullable String notFitted() {
            String notes = text("notes");
            if (notes.contains("multi-turn") || notes.contains("prefix sharing")) {
                return "prompts share prefixes at a rate that was not published";
            }
            return EXPERT_PARALLEL.matcher(notes).find() ? "expert parallelism is not modelled" : null;
        }

        private Offered offered() {
            OptionalDouble users = number("concurrency");
            OptionalDouble rate = number("request_rate");
            refuseIf(users.isEmpty() && rate.isEmpty(), "load not published");
            return users.isPresent()
                    ? new Offered.Users(users.getAsDouble(), REQUESTS_PER_USER)
                    : new Offered.Rate(rate.getAsDouble());
        }

        private ServingLimits limits(Deployment deployment, int maxModelLen) {
            ServingLimits limits = ServingLimits.defaultsOn(deployment.accelerator(), maxModelLen, text("engine"));
            Matcher seqs = MAX_SEQS.matcher(text("notes"));
            Matcher tokens = BATCHED_TOKENS.matcher(text("notes"));
            limits = seqs.find() ? limits.withMaxNumSeqs(whole("max_num_seqs", seqs.group(1))) : limits;
            if (InferenceXServer.published(text("source"))
                    && number("concurrency").isPresent()) {
                int concurrency = (int) number("concurrency").orElseThrow();
                limits = InferenceXServer.of(deployment, text("notes")).limits(limits, concurrency);
            }
            return tokens.find()
                    ? limits.withMaxNumBatchedTokens(Math.max(limits.maxNumSeqs(), whole("mbt", tokens.group(1))))
                    : limits;
        }

        private Precision precision(Accelerator accelerator) {
            String dtype = text("dtype").toLowerCase(Locale.ROOT);
            String weights = dtype.contains(" weights") ? dtype.substring(0, dtype.indexOf(" weights")) : dtype;
            return weights.startsWith("fp16/bf16")
                    ? Precision.of(accelerator.halfPrecision().key())
                    : Precision.of(weights.replace(" (assumed)", ""));
        }

        private KvPrecision kvPrecision() {
            return text("dtype").toLowerCase(Locale.ROOT).contains("fp8 kv") ? KvPrecision.FP8 : KvPrecision.AUTO;
        }

        private OptionalDouble millis(String column) {
            OptionalDouble value = number(column);
            return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * 1e-3) : value;
        }

        private OptionalDouble number(String column) {
            return cells.number(column);
        }

        private static int whole(String name, String digits) {
            try {
                return Integer.parseInt(digits);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        name + " must be at most " + Integer.MAX_VALUE + ", and is " + digits, e);
            }
        }

        private String text(String column) {
            return cells.text(column);
        }

        private static void refuseIf(boolean wrong, String reason) {
            if (wrong) {
                throw new IllegalArgumentException(reason);
            }
        }
    }
}
