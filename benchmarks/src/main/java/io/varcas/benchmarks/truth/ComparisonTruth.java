package io.varcas.benchmarks.truth;

import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.Comparison;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.CompareOptions.Pairing;
import io.varcas.compare.match.Side;
import io.varcas.result.RunResult;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A test of the comparison itself: many real runs against the embedded simulator, whose speed is drawn for each run
 * with a spread of 2 %, compared as {@code ab} compares. Equals must be called different at most 5 times in 100, and a
 * server slowed by 10 % must be found.
 *
 * <pre>java -cp benchmarks.jar io.varcas.benchmarks.truth.ComparisonTruth 100 20</pre>
 */
public final class ComparisonTruth {

    private static final int REPEATS = 6;
    private static final double NOISE = 0.02;
    private static final double SLOW_DOWN = 1.10;
    private static final Map<String, String> LOAD = Map.of(
            "rate", "150",
            "inputTokens.mean", "20",
            "inputTokens.std", "3",
            "outputTokens.mean", "10",
            "outputTokens.std", "3",
            "outputTokens.min", "5",
            "outputTokens.max", "20",
            "forks", "0",
            "warmup.iterations", "0",
            "measurement.iterations", "1");

    private final Random chance;
    private final String time;
    private final Path folder;
    private long seed;

    private ComparisonTruth(long seed, String time, Path folder) {
        this.chance = new Random(seed);
        this.time = time;
        this.folder = folder;
        this.seed = seed;
    }

    /**
     * Compares and prints a line for each comparison, and the counts.
     *
     * @param args comparisons of identical sides (100), comparisons with the slowed server (20), length of a run (300ms), seed (1)
     * @throws IOException if a result cannot be written
     */
    public static void main(String[] args) throws IOException {
        int equals = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        int slowed = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        String time = args.length > 2 ? args[2] : "300ms";
        long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        ComparisonTruth truth = new ComparisonTruth(seed, time, Files.createTempDirectory("varcas-truth"));
        truth.run(); // classes are loaded and compiled before anything counts
        truth.run();
        truth.count("equals", equals, 1);
        truth.count("slowed by 10 %", slowed, SLOW_DOWN);
    }

    private void count(String what, int comparisons, double factor) throws IOException {
        Map<ChangeVerdict, Integer> counts = new EnumMap<>(ChangeVerdict.class);
        for (int i = 1; i <= comparisons; i++) {
            Comparison comparison = compare(factor);
            counts.merge(comparison.verdict(), 1, Integer::sum);
            List<String> shown = new ArrayList<>();
            comparison
                    .trials()
                    .forEach(trial -> trial.metrics().stream()
                            .filter(metric -> metric.verdict()
                                    .filter(verdict ->
                                            verdict == ChangeVerdict.BETTER || verdict == ChangeVerdict.WORSE)
                                    .isPresent())
                            .forEach(metric -> shown.add(String.format(
                                    Locale.ROOT,
                                    "%s %+.1f %%",
                                    metric.key(),
                                    100 * metric.change().orElse(Double.NaN)))));
            System.out.printf(
                    Locale.ROOT,
                    "%s %d/%d: %s %s%n",
                    what,
                    i,
                    comparisons,
                    comparison.verdict().label(),
                    shown);
        }
        System.out.printf(Locale.ROOT, "%s, %d comparisons: %s%n", what, comparisons, counts);
    }

    private Comparison compare(double factor) throws IOException {
        List<RunResult> a = new ArrayList<>();
        List<RunResult> b = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            seed++;
            if (i % 2 == 0) {
                a.add(run(1));
                b.add(run(factor));
            } else {
                b.add(run(factor));
                a.add(run(1));
            }
        }
        return Comparison.of(new Side("A", a), new Side("B", b), CompareOptions.DEFAULT.withPairing(Pairing.IN_ORDER));
    }

    private void run() throws IOException {
        seed++;
        run(1);
    }

    private RunResult run(double factor) throws IOException {
        RunOptions options = RunOptions.builder()
                .include("[.]ChatLow$")
                .target(server(factor * (1 + NOISE * chance.nextGaussian())))
                .out(folder)
                .build();
        for (Map.Entry<String, String> setting : LOAD.entrySet()) {
            options = options.withValue(setting.getKey(), setting.getValue());
        }
        options = options.withValue("measurement.time", time).withValue("seed", String.valueOf(seed));
        return new Runner(options).run().result();
    }

    /** All times of the engine, longer by the factor. */
    private static String server(double factor) {
        return String.format(
                Locale.ROOT,
                "sim:step-base=%.0fns,step-decode=%.0fns,step-context=%.0fns,step-prefill=%.0fns",
                6_000_000 * factor,
                20_000 * factor,
                39 * factor,
                25_000 * factor);
    }
}
