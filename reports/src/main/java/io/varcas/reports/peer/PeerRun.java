package io.varcas.reports.peer;

import io.varcas.metric.LoadContext;
import io.varcas.metric.Measurements;
import io.varcas.metric.MetricCalculator;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.RequestBounds;
import io.varcas.metric.Span;
import io.varcas.record.Outcome;
import io.varcas.record.RequestLogWriter;
import io.varcas.record.RequestRecord;
import io.varcas.result.BundleFolder;
import io.varcas.result.ForkResult;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.result.WindowResult;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.result.identity.VarcasVersion;
import io.varcas.validity.Validity;
import io.varcas.validity.ValidityChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes a result of what an import found. What it knows of single requests goes through our own calculator. */
final class PeerRun {

    /** Share of finished requests below which their numbers alone mislead. */
    private static final double SURVIVORS = 0.95;

    /** Sixty days; more is a unit read wrongly, and a structure a second would not fit into memory. */
    private static final long LONGEST_NANOS = 60 * 86_400_000_000_000L;

    /** Tools that take times from two clocks are off by as much. */
    private static final long CLOCK_NANOS = 1_000_000;

    private final Path file;
    private final String tool;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private Optional<Instant> started = Optional.empty();
    private Optional<String> target = Optional.empty();
    private final List<PeerTrial> trials = new ArrayList<>();

    PeerRun(Path file, String tool) {
        this.file = file;
        this.tool = tool;
        facts.put("imported.from", tool);
    }

    PeerRun fact(String name, Optional<String> value) {
        value.ifPresent(text -> facts.put("imported." + name, text));
        return this;
    }

    PeerRun started(Optional<Instant> at) {
        started = at;
        return this;
    }

    PeerRun add(PeerTrial trial) {
        trials.add(trial);
        return this;
    }

    RunResult result(BundleFolder bundle) throws IOException {
        List<TrialResult> results = new ArrayList<>();
        double seconds = 0;
        for (PeerTrial trial : trials) {
            results.add(trial(trial, bundle, results.size() + 1));
            seconds += trial.seconds;
        }
        Instant begin = started.orElseGet(() -> lastModified());
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                bundle.id(),
                Status.COMPLETED,
                begin,
                begin.plusNanos(Math.round(Math.max(0, seconds) * 1e9)),
                VarcasVersion.current(),
                Optional.empty(),
                List.of("import", "-from", tool, String.valueOf(file.getFileName())),
                HostIdentity.UNKNOWN,
                JvmIdentity.UNKNOWN,
                new TargetIdentity(
                        target.orElse("not known"),
                        target.orElse("not known"),
                        false,
                        Optional.empty(),
                        trials.isEmpty() ? "not known" : trials.get(0).model,
                        OptionalInt.empty(),
                        facts),
                results);
    }

    private Instant lastModified() {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException unknown) {
            return Instant.EPOCH;
        }
    }

    private TrialResult trial(PeerTrial trial, BundleFolder bundle, int number) throws IOException {
        if (trial.fault.isPresent()) {
            throw new IOException(file + ": " + trial.fault.get());
        }
        long nanos = nanos(trial);
        Span window = new Span(0, nanos);
        List<ForkResult> forks = new ArrayList<>();
        List<WindowResult> windows = new ArrayList<>();
        List<MetricSummary> metrics = new ArrayList<>();
        if (!trial.records.isEmpty()) {
            for (RequestRecord record : trial.records) {
                order(record);
            }
            trial.outcomes.clear();
            Measurements measured = measure(trial, window);
            trial.outcomes.putAll(measured.counts().outcomes());
            metrics.addAll(known(trial, measured.pooled()));
            if (trial.isInTime()) {
                windows.add(new WindowResult(0, 0, 0, nanos / 1e6, MetricSet.of(metrics)));
                forks.add(fork(log(trial, bundle, number), window, MetricSet.of(metrics)));
            }
            trial.claims.ifPresent(claims -> claims.check(trial));
        }
        trial.summaries.stream()
                .filter(summary -> metrics.stream().noneMatch(own -> own.block().equals(summary.block())))
                .toList()
                .forEach(metrics::add);
        completion(trial, metrics);
        return TrialResult.builder(
                        tool, trial.name, new Timing(0, Duration.ZERO, 1, Duration.ofNanos(nanos), Duration.ZERO))
                .description(
                        "imported from " + tool + (trial.notes.isEmpty() ? "" : ". " + String.join(" ", trial.notes)))
                .params(trial.params)
                .load(trial.load, trial.users)
                .model(trial.model)
                .forks(forks)
                .outcomes(trial.outcomes)
                .metrics(MetricSet.of(metrics))
                .windows(windows)
                .validity(new Validity(trial.findings))
                .build();
    }

    /**
     * The length of a trial: what the file says, and as much more as its requests took, so that the last of them is within.
     *
     * @throws IOException if it is longer than a load can be
     */
    private long nanos(PeerTrial trial) throws IOException {
        long said = Math.round(Math.max(0, trial.seconds) * 1e9);
        long last = trial.records.stream()
                .mapToLong(record -> record.outcome() == Outcome.COMPLETED
                        ? Math.max(record.intendedNanos(), record.closedNanos())
                        : record.intendedNanos())
                .max()
                .orElse(-1);
        long nanos = Math.max(1, Math.max(said, Math.min(last, Long.MAX_VALUE - 1) + 1));
        if (nanos > LONGEST_NANOS) {
            throw new IOException(file + ": its times span " + Math.round(nanos / 86_400e9)
                    + " days; a load of more than " + LONGEST_NANOS / 86_400_000_000_000L + " days is not imported");
        }
        if (!(trial.seconds > 0)) {
            trial.warn(
                    "duration",
                    trial.seconds,
                    0,
                    "according to the file, the load took " + trial.seconds + " s; it must be more than 0"
                            + (last > 0
                                    ? ": the time of its requests is taken instead"
                                    : ", so its rates mean nothing"));
        }
        return nanos;
    }

    /**
     * Checks that a request goes forward in time.
     *
     * @throws IOException if it ends, or has text, before it was sent, or its texts are out of order
     */
    private void order(RequestRecord record) throws IOException {
        long before = record.sentNanos().orElse(record.intendedNanos()) - CLOCK_NANOS;
        for (int i = 0; i < record.events().size(); i++) {
            if (record.events().nanos(i) < before) {
                throw backwards(record, "has text before it was sent, or out of order");
            }
            before = record.events().nanos(i);
        }
        if (record.closedNanos() < record.sentNanos().orElse(record.intendedNanos()) - CLOCK_NANOS) {
            throw backwards(record, "ends before it was sent");
        }
    }

    private IOException backwards(RequestRecord record, String what) {
        return new IOException(file + ": request " + (record.index() + 1) + " of those in order " + what
                + "; are its times of one clock, and in the unit of this format?");
    }

    private static Measurements measure(PeerTrial trial, Span window) {
        MetricCalculator calculator =
                new MetricCalculator(new LoadContext(Origin.IMPORTED, new RequestBounds(), trial.users, Duration.ZERO));
        calculator.begin(List.of(window), false);
        trial.records.forEach(calculator::add);
        return calculator.result();
    }

    private static List<MetricSummary> known(PeerTrial trial, MetricSet computed) {
        return computed.all().stream()
                .filter(summary -> !trial.unknowable.contains(summary.metric()))
                .filter(summary -> trial.isInTime() || summary.metric().shape().isDistribution())
                .toList();
    }

    private static String log(PeerTrial trial, BundleFolder bundle, int number) throws IOException {
        String name = "trial-" + number + "/fork-1/requests.jsonl.gz";
        Path log = bundle.folder().resolve(name);
        Files.createDirectories(log.resolveSibling(""));
        try (RequestLogWriter writer = RequestLogWriter.open(log)) {
            trial.records.forEach(writer);
        }
        return name;
    }

    private ForkResult fork(String requests, Span window, MetricSet metrics) {
        return new ForkResult(
                0,
                0,
                Status.COMPLETED,
                Optional.empty(),
                List.of(),
                started,
                List.of(window),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                requests,
                Map.of(),
                Optional.of(metrics),
                Optional.empty());
    }

    /** Judges how many of the requests completed: without any there are no numbers of a server. */
    private static void completion(PeerTrial trial, List<MetricSummary> metrics) {
        Optional<Validity.Finding> noneCompleted = ValidityChecks.noneCompleted(trial.outcomes);
        if (noneCompleted.isPresent()) {
            trial.findings.add(noneCompleted.get());
        } else if (trial.outcomes.isEmpty() && metrics.stream().noneMatch(metric -> metric.n() > 0)) {
            trial.findings.add(new Validity.Finding(
                    ValidityChecks.NONE,
                    Validity.Weight.INVALID,
                    0,
                    1,
                    "no request is counted in the file: nothing was measured of the server"));
        } else {
            survivors(trial);
        }
    }

    private static void survivors(PeerTrial trial) {
        long all = trial.outcomes.values().stream().mapToLong(Long::longValue).sum();
        long done = trial.outcomes.getOrDefault(Outcome.COMPLETED, 0L);
        if (all > 0 && done < SURVIVORS * all) {
            trial.warn(
                    "survivorship",
                    (double) done / all,
                    SURVIVORS,
                    "only " + done + " of " + all
                            + " requests finished: latencies of the finished alone are those of the lucky,"
                            + " and the rate of arrivals is no throughput");
        }
    }
}
