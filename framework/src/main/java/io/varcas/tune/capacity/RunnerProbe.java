package io.varcas.tune.capacity;

import io.varcas.fork.ForkFolder;
import io.varcas.fork.LiveProgress;
import io.varcas.metric.Span;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestRecord;
import io.varcas.result.ForkResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.runner.SharedServer;
import io.varcas.setting.Settings;
import io.varcas.setting.type.Durations;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs of a server by runs, one bundle each. While a run goes on, the records of its request log show how it stands; the
 * log is read again after ten times the time that the last reading took, so that reading takes a tenth of a core at most.
 */
final class RunnerProbe implements Probe {

    /** Tag of the run of a run: its number. */
    static final String TAG = "capacity.probe";

    private static final double NANOS = 1e9;
    private static final int PAUSE_FACTOR = 10;

    /** Findings that the client, not the server, is at its end. */
    private static final Set<String> CLIENT_CHECKS =
            Set.of("rate.started", "arrivals.dispersion", "littles.gap", "client.limits");

    private static final List<String> CLIENT_PREFIXES = List.of("send.lag", "client.", "standstill");

    private final RunOptions options;
    private final LoadAxis axis;
    private final long seed;
    private final Path folder;
    private final SharedServer server;
    private final RunListener also;
    private @Nullable Runner running;
    private boolean stopped;

    /**
     * Creates it.
     *
     * @param options what is run, without load, windows and seed
     * @param axis the number that is searched over
     * @param seed root of all chance
     * @param folder folder of the search
     * @param server the server of all runs
     * @param also hears of what happens in the runs
     */
    RunnerProbe(RunOptions options, LoadAxis axis, long seed, Path folder, SharedServer server, RunListener also) {
        this.options = options;
        this.axis = axis;
        this.seed = seed;
        this.folder = folder;
        this.server = server;
        this.also = also;
    }

    @Override
    public End run(int number, double load, Duration warmup, Duration longest, Watch watch) throws IOException {
        long started = System.nanoTime();
        Path out = folder.resolve("probes")
                .resolve(String.format(Locale.ROOT, "%02d-%s-%s", number, axis.setting(), axis.format(load)));
        Live live = new Live(out, warmup, longest, watch);
        Runner runner = new Runner(of(number, load, warmup, longest, out), live).on(server);
        live.runner = runner;
        if (!begin(runner)) {
            return failed("stopped by the user", started, Optional.empty());
        }
        ResultBundle bundle = runner.run();
        TrialResult trial = bundle.result().trials().get(0);
        if (trial.status() == Status.FAILED || trial.forkResults().isEmpty()) {
            return failed(trial.error().orElse("nothing was measured"), started, Optional.of(bundle.folder()));
        }
        ForkResult fork = trial.forkResults().get(0);
        Path log = bundle.folder().resolve(fork.requests());
        List<RequestRecord> records = Files.exists(log) ? read(log) : List.of();
        double before = warmup.toNanos() / NANOS;
        double planned = before + longest.toNanos() / NANOS;
        double end = fork.measured().stream().mapToLong(Span::endNanos).max().orElse(0) / NANOS;
        boolean cut = fork.status() != Status.COMPLETED;
        ProbeLook look = new ProbeLook(
                cut ? Math.max(end, before) : Double.POSITIVE_INFINITY,
                before,
                cut ? planned : Math.max(end, before),
                records,
                live.inFlight());
        return new End(
                look,
                (System.nanoTime() - started) / NANOS,
                Optional.of(bundle.folder()),
                unusable(trial.validity()),
                Optional.empty());
    }

    /** Ends the running run, and every later one at once. May be called from any thread. */
    synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.stop();
        }
    }

    private synchronized boolean begin(Runner runner) {
        running = runner;
        return !stopped;
    }

    private static End failed(String why, long started, Optional<Path> bundle) {
        return new End(
                new ProbeLook(0, 0, 0, List.of(), new double[0]),
                (System.nanoTime() - started) / NANOS,
                bundle,
                Optional.empty(),
                Optional.of(why));
    }

    /** Other runs have another seed, and so other prompts: none is answered from what the server has cached of an earlier one. */
    private RunOptions of(int number, double load, Duration warmup, Duration longest, Path out) {
        UnaryOperator<String> text = name -> switch (name) {
            case "warmup.iterations" -> warmup.isZero() ? "0" : "1";
            case "warmup.time" -> Durations.format(warmup.isZero() ? Duration.ofSeconds(1) : warmup);
            case "measurement.time" -> Durations.format(longest);
            case "seed" -> String.valueOf(seed + number);
            default -> "1";
        };
        Map<String, List<String>> values = new LinkedHashMap<>(options.values());
        for (var setting : List.of(
                Settings.WARMUP_ITERATIONS,
                Settings.WARMUP_TIME,
                Settings.MEASUREMENT_ITERATIONS,
                Settings.MEASUREMENT_TIME,
                Settings.SEED)) {
            values.put(setting.name(), List.of(text.apply(setting.name())));
        }
        values.put(axis.setting(), List.of(axis.format(load)));
        values.put(Settings.WARMUP_FORKS.name(), List.of("0"));
        Map<String, String> tags = new LinkedHashMap<>(options.tags());
        tags.put(TAG, String.valueOf(number));
        return new RunOptions(
                options.includes(),
                options.excludes(),
                values,
                options.config(),
                options.target(),
                options.profilers(),
                options.objectives(),
                tags,
                out,
                options.stopOnFailure());
    }

    private static Optional<String> unusable(Validity validity) {
        return validity.findings().stream()
                .filter(finding -> finding.weight() == Validity.Weight.INVALID)
                .filter(finding -> CLIENT_CHECKS.contains(finding.check())
                        || CLIENT_PREFIXES.stream().anyMatch(finding.check()::startsWith))
                .map(Validity.Finding::sentence)
                .findFirst();
    }

    private static List<RequestRecord> read(Path log) throws IOException {
        List<RequestRecord> records = new ArrayList<>();
        RequestLogReader.Extent unused = RequestLogReader.read(log, records::add);
        return records;
    }

    /** Follows the run, and ends it when the watch says so. */
    private final class Live implements RunListener {

        private final Path out;
        private final double warmupSeconds;
        private final double endSeconds;
        private final Watch watch;
        private final List<Double> inFlight = new ArrayList<>();
        private @Nullable Runner runner;
        private long nextReadNanos = Long.MIN_VALUE;
        private boolean ended;

        Live(Path out, Duration warmup, Duration longest, Watch watch) {
            this.out = out;
            this.warmupSeconds = warmup.toNanos() / NANOS;
            this.endSeconds = warmupSeconds + longest.toNanos() / NANOS;
            this.watch = watch;
        }

        double[] inFlight() {
            return inFlight.stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public void live(LiveProgress progress) {
            double now = progress.elapsedSeconds();
            while (inFlight.size() <= (int) Math.floor(now + 0.5)) {
                inFlight.add((double) progress.inFlight());
            }
            also.live(progress);
            if (ended || now <= warmupSeconds + 1 || now >= endSeconds || System.nanoTime() < nextReadNanos) {
                return;
            }
            long began = System.nanoTime();
            List<RequestRecord> records = new ArrayList<>();
            try {
                for (Path log : logs()) {
                    records.addAll(read(log));
                }
            } catch (IOException unreadable) {
                return; // a log that is just begun, or merged, is read the next time
            }
            nextReadNanos = System.nanoTime() + PAUSE_FACTOR * (System.nanoTime() - began);
            ended = !watch.goesOn(new ProbeLook(now, warmupSeconds, endSeconds, records, inFlight()));
            if (ended && runner != null) {
                runner.stop();
            }
        }

        private List<Path> logs() throws IOException {
            if (!Files.exists(out)) {
                return List.of();
            }
            try (Stream<Path> files = Files.walk(out)) {
                return files.filter(file -> file.endsWith(ForkFolder.REQUESTS)).toList();
            }
        }

        @Override
        public void alive() {
            also.alive();
        }

        @Override
        public void note(String line) {
            also.note(line);
        }

        @Override
        public void launching(String command) {
            also.launching(command);
        }

        @Override
        public void serverStarting(Duration elapsed, String lastLine) {
            also.serverStarting(elapsed, lastLine);
        }

        @Override
        public void launchStep(String line) {
            also.launchStep(line);
        }

        @Override
        public void output(String line) {
            also.output(line);
        }
    }
}
