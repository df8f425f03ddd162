package io.varcas.compare;

import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Warning;
import io.varcas.compare.match.Side;
import io.varcas.metric.MetricKey;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sides to compare, made of runs with chosen numbers, and what is read off a comparison. */
final class Sides {

    static final CompareOptions DEFAULT = CompareOptions.DEFAULT;

    private Sides() {}

    /** Runs whose numbers scatter by a share, around a level. */
    static Side side(String name, int runs, double level, double noise, long chance, UnaryOperator<TestRun> more) {
        Random random = new Random(chance);
        return new Side(
                name,
                IntStream.range(0, runs)
                        .mapToObj(i -> {
                            double factor = level * (1 + noise * random.nextGaussian());
                            return more.apply(TestRun.of("ttft.p50", 40 * factor)
                                            .with("ttft.p95", 90 * factor * (1 + noise * random.nextGaussian()))
                                            .with("tpot.p50", 12 * factor * (1 + noise * random.nextGaussian()))
                                            .with("throughput.requests", 5 / factor)
                                            .with("rate.offered", 5)
                                            .with("rate.failed", 0)
                                            .seed(i))
                                    .build();
                        })
                        .toList());
    }

    static Side side(String name, int runs, double level, double noise, long chance) {
        return side(name, runs, level, noise, chance, run -> run);
    }

    static Side one(String name, TestRun run) {
        return new Side(name, List.of(run.build()));
    }

    static MetricComparison metric(Comparison comparison, String label) {
        MetricKey key = MetricKey.parse(label);
        TrialComparison trial = comparison.trials().get(0);
        return Stream.concat(trial.metrics().stream(), trial.context().stream())
                .filter(metric -> metric.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    static List<Warning.Kind> kinds(Comparison comparison) {
        return Stream.concat(
                        comparison.warnings().stream(),
                        comparison.trials().stream().flatMap(trial -> trial.warnings().stream()))
                .map(Warning::kind)
                .toList();
    }
}
