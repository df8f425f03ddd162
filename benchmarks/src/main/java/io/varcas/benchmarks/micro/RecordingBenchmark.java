package io.varcas.benchmarks.micro;

import io.varcas.metric.LoadContext;
import io.varcas.metric.MetricCalculator;
import io.varcas.metric.Origin;
import io.varcas.metric.RequestBounds;
import io.varcas.metric.Span;
import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestLogWriter;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of recording, per chunk: appending it while the response arrives, then writing, reading and computing it.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main RecordingBenchmark -prof gc
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordingBenchmark {

    private static final int EVENTS = 256;
    private static final int REQUESTS = 1000;
    private static final long GAP_NANOS = 20_000_000;

    private final RequestRecord request = request();
    private final LoadContext context =
            new LoadContext(Origin.MEASURED, new RequestBounds(), OptionalInt.empty(), Duration.ZERO);

    /** Appends events, the room for them included: what happens while the load runs. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Timeline append() {
        return timeline();
    }

    /** Writes requests to a log and reads them back, on two threads. */
    @Benchmark
    @OperationsPerInvocation(EVENTS * REQUESTS)
    public long writeAndRead() throws IOException {
        Path log = Files.createTempFile("recording-", ".jsonl.gz");
        try {
            try (RequestLogWriter writer = RequestLogWriter.open(log)) {
                for (int i = 0; i < REQUESTS; i++) {
                    writer.accept(request);
                }
            }
            return RequestLogReader.read(log, read -> {}).records();
        } finally {
            Files.delete(log);
        }
    }

    /** Turns requests into metrics. */
    @Benchmark
    @OperationsPerInvocation(EVENTS * REQUESTS)
    public Object calculate() {
        MetricCalculator calculator = new MetricCalculator(context);
        calculator.begin(List.of(new Span(0, 10_000_000_000L)), false);
        for (int i = 0; i < REQUESTS; i++) {
            calculator.add(request);
        }
        return calculator.result();
    }

    private static Timeline timeline() {
        Timeline events = new Timeline(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            events.add((i + 1) * GAP_NANOS, EventKind.CONTENT);
        }
        return events;
    }

    private static RequestRecord request() {
        return RequestRecord.builder()
                .index(1)
                .sentNanos(OptionalLong.of(50_000))
                .firstByteNanos(OptionalLong.of(GAP_NANOS))
                .closedNanos((EVENTS + 1) * GAP_NANOS)
                .outcome(Outcome.COMPLETED)
                .status(OptionalInt.of(200))
                .askedTokens(EVENTS)
                .input(new TokenCount(42, TokenSource.USAGE))
                .output(new TokenCount(EVENTS, TokenSource.USAGE))
                .cachedTokens(OptionalInt.of(0))
                .events(timeline())
                .finishReason(Optional.of("length"))
                .serverId(Optional.of("chatcmpl-b01169a7df1de591"))
                .contentHash(OptionalLong.of(0x0DDB1A5E5BAD5EEDL))
                .promptHash(OptionalLong.of(0x0DDB1A5E5EED5A17L))
                .build();
    }
}
