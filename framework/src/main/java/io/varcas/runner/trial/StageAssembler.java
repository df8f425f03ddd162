package io.varcas.runner.trial;

import io.varcas.annotation.Profile;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.Statistic;
import io.varcas.profiler.Reading;
import io.varcas.profiler.otlp.SpanFile;
import io.varcas.record.RequestRecord;
import io.varcas.result.BundleFolder;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.stages.HistogramStages;
import io.varcas.stages.StageBreakdown;
import io.varcas.stages.StageCalculator;
import io.varcas.stages.StageTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Joins the requests of a trial with the times of the server: of single requests where the server reports them, else the sums of its
 * {@code /metrics}.
 */
final class StageAssembler {

    private static final String TABLE = "stages.csv";

    private final BundleFolder bundle;
    private final StageCalculator calculator = new StageCalculator();
    private final List<String> files = new ArrayList<>();

    StageAssembler(BundleFolder bundle) {
        this.bundle = bundle;
    }

    /** Takes the requests of one fork. */
    private final class OfFork implements LogMetrics.Sink {

        private final Path file;
        private final StageTable table;

        private final SpanFile spans;

        private final Consumer<RequestRecord> next;

        OfFork(ForkResult fork, Consumer<RequestRecord> next) throws IOException {
            this.next = next;
            spans = spans(fork);
            file = bundle.folder().resolve(fork.requests()).resolveSibling(TABLE);
            table = new StageTable(file);
            calculator.begin(fork.measured());
        }

        @Override
        public void add(RequestRecord request) {
            next.accept(request);
            calculator
                    .add(request, request.serverId().flatMap(spans::of))
                    .ifPresent(stages -> table.add(request.index(), stages));
        }

        @Override
        public void close() throws IOException {
            table.close();
            if (table.isWritten()) {
                files.add(bundle.folder().relativize(file).toString());
            }
        }
    }

    /**
     * Begins a fork.
     *
     * @param next takes every record as well
     * @throws IOException if its spans cannot be read
     */
    LogMetrics.Sink begin(ForkResult fork, Consumer<RequestRecord> next) throws IOException {
        return new OfFork(fork, next);
    }

    private SpanFile spans(ForkResult fork) throws IOException {
        Optional<String> file = Optional.ofNullable(fork.profiles().get(Profile.OTLP)).stream()
                .flatMap(profile -> profile.files().stream())
                .filter(name -> name.endsWith(SpanFile.NAME))
                .findFirst();
        return file.isEmpty() ? SpanFile.none() : SpanFile.read(bundle.folder().resolve(file.get()));
    }

    /**
     * Computes, once every request was added.
     *
     * @param metrics of the trial
     * @param forks its forks
     */
    Optional<StageBreakdown> of(MetricSet metrics, List<ForkResult> forks) {
        return calculator
                .result()
                .map(found -> found.withFiles(files))
                .or(() -> histograms(metrics, forks).breakdown(calculator.completed()));
    }

    private static HistogramStages histograms(MetricSet metrics, List<ForkResult> forks) {
        return new HistogramStages(
                mean(metrics, Metric.CLIENT_QUEUE, false),
                mean(metrics, Metric.SEND_LAG, false),
                mean(metrics, Metric.TTFT, true),
                mean(metrics, Metric.E2E, true),
                mean(forks, "server.ttft"),
                mean(forks, "server.queue"),
                mean(forks, "server.prefill"),
                mean(forks, "server.decode"));
    }

    private static OptionalDouble mean(MetricSet metrics, Metric metric, boolean ok) {
        return metrics.value(new MetricKey(metric, ok, Statistic.MEAN));
    }

    /** Returns the mean over the observations of all forks; empty if the histogram of any has none. */
    private static OptionalDouble mean(List<ForkResult> forks, String histogram) {
        double sum = 0;
        double observations = 0;
        for (ForkResult fork : forks) {
            Optional<ProfileResult> profile =
                    Optional.ofNullable(fork.profiles().get(Profile.SERVER_METRICS));
            OptionalDouble n = reading(profile, histogram + ".n");
            OptionalDouble mean = reading(profile, histogram + ".mean");
            if (n.isEmpty() || mean.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += n.getAsDouble() * mean.getAsDouble();
            observations += n.getAsDouble();
        }
        return observations > 0 ? OptionalDouble.of(sum / observations) : OptionalDouble.empty();
    }

    private static OptionalDouble reading(Optional<ProfileResult> profile, String name) {
        return profile.stream()
                .flatMap(found -> found.readings().stream())
                .filter(found -> found.name().equals(name))
                .map(Reading::value)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }
}
