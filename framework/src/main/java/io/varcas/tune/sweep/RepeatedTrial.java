package io.varcas.tune.sweep;

import io.varcas.load.LoadRun;
import io.varcas.metric.Measurements;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.record.RequestRecord;
import io.varcas.result.ForkResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.TrialResultBuilder;
import io.varcas.result.WindowResult;
import io.varcas.runner.trial.LogMetrics;
import io.varcas.stats.Interval;
import io.varcas.stats.StudentT;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The trial of a cell over its repeats: metrics over the requests of all repeats. The interval of a mean, a rate or a percentile is the
 * t-interval of its values in the repeats, around the value of the whole, or that of the requests if it is wider: a restart of the server may
 * change more than the requests of one start show, and two repeats may agree by chance.
 *
 * <p>Metrics that requests do not show, such as cost or accuracy, are the mean of the repeats. The breakdown into stages, the
 * statistics of the traffic, and profiles are in the bundles of the repeats.
 */
final class RepeatedTrial {

    /** Confidence of every interval, that of a single trial too. */
    private static final double CONFIDENCE = 0.95;

    private final SweepCell cell;
    private final Path folder;
    private final List<TrialResult> repeats;

    /**
     * @param folder the folder of the sweep, in which the logs of the repeats are
     * @param repeats its trials, each with the names of files in that folder; at least one
     */
    RepeatedTrial(SweepCell cell, Path folder, List<TrialResult> repeats) {
        this.cell = cell;
        this.folder = folder;
        this.repeats = List.copyOf(repeats);
    }

    /**
     * Returns the trial.
     *
     * @throws IOException if a log cannot be read
     */
    TrialResult trial() throws IOException {
        TrialResult first = repeats.get(0);
        if (repeats.size() == 1) {
            return first.toBuilder().params(cell.plan().params()).build();
        }
        Origin origin = first.metrics().all().stream()
                .map(MetricSummary::origin)
                .findFirst()
                .orElse(Origin.MEASURED);
        LogMetrics logs = LogMetrics.of(
                forks(),
                fork -> Optional.of(folder.resolve(fork.requests())).filter(Files::exists),
                LoadRun.contextOf(cell.plan(), origin),
                cell.plan().load().cap().isEmpty(),
                fork -> RepeatedTrial::ignore);
        Measurements measured = logs.measured();
        Validity validity = validity();
        TrialResultBuilder trial = TrialResult.builder(first.benchmark(), first.name(), first.timing())
                .description(first.description())
                .params(cell.plan().params())
                .settings(cell.plan().settings().values())
                .load(first.load() + "; " + repeats.size() + " repeats", first.users())
                .model(first.model())
                .seed(first.seed())
                .ended(
                        status(),
                        repeats.stream().flatMap(one -> one.error().stream()).findFirst())
                .forks(logs.forks())
                .outcomes(measured.counts().outcomes())
                .errors(measured.counts().errors())
                .windows(measured.windows().stream()
                        .map(window -> new WindowResult(
                                window.fork(),
                                window.window(),
                                window.span().startNanos() / 1e6,
                                window.span().endNanos() / 1e6,
                                window.metrics()))
                        .toList())
                .metrics(metrics(measured, validity, origin))
                .validity(validity);
        first.prediction().ifPresent(trial::prediction);
        first.cost().ifPresent(trial::pricedAt);
        return trial.build().judgedBy(cell.plan().objectives());
    }

    private static void ignore(RequestRecord request) {}

    private List<ForkResult> forks() {
        return repeats.stream().flatMap(one -> one.forkResults().stream()).toList();
    }

    private Status status() {
        return repeats.stream().allMatch(one -> one.status() == Status.COMPLETED)
                ? Status.COMPLETED
                : Status.INTERRUPTED;
    }

    /** Returns the findings of all repeats, each once. */
    private Validity validity() {
        Map<String, Validity.Finding> findings = new LinkedHashMap<>();
        for (int i = 0; i < repeats.size(); i++) {
            for (Validity.Finding finding : repeats.get(i).validity().findings()) {
                Validity.Finding of = new Validity.Finding(
                        finding.check(),
                        finding.weight(),
                        finding.value(),
                        finding.limit(),
                        "repeat " + (i + 1) + ": " + finding.sentence());
                findings.putIfAbsent(finding.check() + finding.weight(), of);
            }
        }
        return new Validity(List.copyOf(findings.values()));
    }

    private MetricSet metrics(Measurements measured, Validity validity, Origin origin) {
        MetricSet pooled = measured.pooled();
        List<MetricSummary> all = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        for (MetricSummary summary : pooled.all()) {
            known.add(summary.block());
            all.add(summary.with(widened(summary)));
        }
        for (MetricSummary summary : repeats.get(0).metrics().all()) {
            if (known.add(summary.block())) {
                all.add(mean(summary, validity, origin));
            }
        }
        return pooled.with(all);
    }

    private Map<Statistic, Interval> widened(MetricSummary summary) {
        Map<Statistic, Interval> intervals = new EnumMap<>(Statistic.class);
        intervals.putAll(summary.intervals());
        summary.statistics().forEach((statistic, value) -> {
            double[] values = values(new MetricKey(summary.metric(), summary.ok(), statistic));
            boolean estimated = statistic == Statistic.MEAN
                    || statistic == Statistic.VALUE
                    || statistic.quantile().isPresent();
            if (estimated && values.length > 1 && Double.isFinite(value) && value != 0) {
                double reach = StudentT.interval(values, CONFIDENCE).width() / 2;
                Interval over = new Interval(Math.max(0, value - reach), value + reach, CONFIDENCE);
                intervals.merge(statistic, over, (one, other) -> one.width() >= other.width() ? one : other);
            }
        });
        return intervals;
    }

    private MetricSummary mean(MetricSummary summary, Validity validity, Origin origin) {
        if (summary.metric() == Metric.VALIDITY_FAULTS || summary.metric() == Metric.VALIDITY_WARNINGS) {
            Validity.Weight weight =
                    summary.metric() == Metric.VALIDITY_FAULTS ? Validity.Weight.INVALID : Validity.Weight.WARNING;
            return new MetricSummary(
                    summary.metric(), summary.ok(), summary.n(), 0, origin, Map.of(Statistic.VALUE, (double)
                            validity.count(weight)));
        }
        Map<Statistic, Double> means = new EnumMap<>(Statistic.class);
        summary.statistics().keySet().forEach(statistic -> {
            double[] values = values(new MetricKey(summary.metric(), summary.ok(), statistic));
            OptionalDouble mean = Arrays.stream(values).average();
            mean.ifPresent(value -> means.put(statistic, value));
        });
        MetricSummary averaged =
                new MetricSummary(summary.metric(), summary.ok(), summary.n(), summary.failed(), origin, means);
        return averaged.with(widened(averaged));
    }

    private double[] values(MetricKey key) {
        return repeats.stream()
                .map(one -> one.metrics().value(key))
                .flatMapToDouble(OptionalDouble::stream)
                .filter(Double::isFinite)
                .toArray();
    }
}
