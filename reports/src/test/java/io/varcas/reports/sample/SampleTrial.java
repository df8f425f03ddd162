package io.varcas.reports.sample;

import io.varcas.metric.LoadContext;
import io.varcas.metric.Measurements;
import io.varcas.metric.MetricCalculator;
import io.varcas.metric.Origin;
import io.varcas.metric.RequestBounds;
import io.varcas.metric.Span;
import io.varcas.profiler.ProfilerResult;
import io.varcas.record.RequestLogWriter;
import io.varcas.record.RequestRecord;
import io.varcas.result.ForkResult;
import io.varcas.result.PartResult;
import io.varcas.result.ProfileResult;
import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.result.WindowResult;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.sla.VerdictInput;
import io.varcas.validity.RunConditions;
import io.varcas.validity.ValidityChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Writes the files of one made-up trial. */
final class SampleTrial {

    private SampleTrial() {}

    static TrialResult write(Path bundle, int number, SampleLoad load, List<Objective> objectives) throws IOException {
        RequestBounds bounds = new RequestBounds();
        objectives.stream()
                .filter(objective -> objective.direction() == Objective.Direction.AT_MOST)
                .forEach(objective -> objective.measuredKey().ifPresent(key -> bounds.atMost(key, objective.bound())));
        MetricCalculator calculator =
                new MetricCalculator(new LoadContext(Origin.SIMULATED, bounds, load.users(), Duration.ZERO));
        List<ForkResult> forks = new ArrayList<>();
        for (int fork = 0; fork < load.forks(); fork++) {
            calculator.begin(spans(load), false);
            forks.add(fork(bundle, "trial-" + number + "/fork-" + (fork + 1), fork, load, calculator));
        }
        Measurements measured = calculator.result();
        return TrialResult.builder(
                        "com.acme.ChatMedium",
                        "ChatMedium",
                        new Timing(1, load.warmup(), load.windows(), load.window(), Duration.ofSeconds(30)))
                .description("a chat of medium length")
                .params(load.params())
                .settings(Map.of(
                        "rate", new ResolvedSettings.Value(String.valueOf(load.rate()), Layer.COMMAND_LINE),
                        "arrivals", new ResolvedSettings.Value("poisson", Layer.ANNOTATION)))
                .load("open loop, Poisson arrivals, " + load.rate() + " requests/s", load.users())
                .model("meta-llama/Llama-3.1-8B-Instruct")
                .seed(42)
                .forks(forks)
                .outcomes(measured.counts().outcomes())
                .metrics(measured.pooled())
                .windows(measured.windows().stream()
                        .map(window -> new WindowResult(
                                window.fork(),
                                window.window(),
                                window.span().startNanos() / 1e6,
                                window.span().endNanos() / 1e6,
                                window.metrics()))
                        .toList())
                .objectives(objectives.stream()
                        .map(objective -> Verdict.of(objective, VerdictInput.of(measured.pooled())))
                        .toList())
                .validity(ValidityChecks.check(
                        measured, new ValidityChecks.Intent(false, true, OptionalLong.empty()), RunConditions.UNKNOWN))
                .traffic(traffic(measured))
                .accuracy(Optional.of(SampleBundle.accuracy()))
                .build();
    }

    /** Traffic of one part, that is the whole. */
    private static TrafficResult traffic(Measurements measured) {
        long requests = measured.counts().outcomes().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new TrafficResult(
                requests,
                requests,
                OptionalLong.empty(),
                OptionalDouble.of(48),
                OptionalDouble.of(48),
                "tokenizer",
                64,
                64,
                OptionalInt.empty(),
                0,
                OptionalDouble.of(0.251),
                List.of(new PartResult("<i>support</i>", 1, requests, measured.pooled())));
    }

    private static List<Span> spans(SampleLoad load) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < load.windows(); i++) {
            long start = load.warmup().plus(load.window().multipliedBy(i)).toNanos();
            spans.add(new Span(start, start + load.window().toNanos()));
        }
        return spans;
    }

    private static ForkResult fork(Path bundle, String name, int index, SampleLoad load, MetricCalculator calculator)
            throws IOException {
        Path folder = Files.createDirectories(bundle.resolve(name));
        SampleServer server = new SampleServer(load, 7L + index);
        int[] inFlight = new int[(int) Math.ceil(load.seconds()) + 1];
        try (RequestLogWriter log = RequestLogWriter.open(folder.resolve("requests.jsonl.gz"))) {
            double millis = server.gapMillis();
            for (long i = 0; millis < load.seconds() * 1000; i++) {
                RequestRecord record = server.answer(i, (long) (millis * 1e6));
                inFlight[(int) (millis / 1000)] = server.inFlight((long) (millis * 1e6));
                calculator.add(record);
                log.accept(record);
                millis += server.gapMillis();
            }
        }
        for (ProfilerResult profiler : SampleProbes.of(load.seconds(), inFlight, new Random(index))) {
            ProfileResult.write(folder, profiler);
        }
        return new ForkResult(
                index,
                1000 + index,
                Status.COMPLETED,
                Optional.empty(),
                List.of(),
                Optional.of(SampleBundle.STARTED.plusSeconds(2)),
                spans(load),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(JvmIdentity.here()),
                name + "/requests.jsonl.gz",
                ProfileResult.readAll(folder, bundle),
                Optional.empty(),
                Optional.empty());
    }
}
