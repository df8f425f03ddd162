package io.varcas.reports.sample;

import io.varcas.profiler.Attachment;
import io.varcas.profiler.Column;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.Reading;
import io.varcas.profiler.Row;
import io.varcas.profiler.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;

/** What probes would have seen, a row a second. */
final class SampleProbes {

    private SampleProbes() {}

    static List<ProfilerResult> of(double seconds, int[] inFlight, Random chance) {
        return List.of(telemetry(seconds, chance), gpu(seconds, chance), server(seconds, inFlight, chance));
    }

    private static ProfilerResult telemetry(double seconds, Random chance) {
        List<Row> rows = new ArrayList<>();
        for (int s = 1; s <= seconds; s++) {
            rows.add(row(
                    s,
                    0.4 + 0.1 * chance.nextDouble(),
                    200 + 80 * chance.nextDouble(),
                    chance.nextInt(8) == 0 ? 4 : 0,
                    chance.nextDouble(),
                    0.2 + 0.05 * chance.nextDouble(),
                    0));
        }
        List<Column> columns = List.of(
                new Column("client.cpu", "cores"),
                new Column("client.heap", "MiB"),
                new Column("client.gc.pause.max", "ms"),
                new Column("client.jitter.max", "ms"),
                new Column("host.cpu", "ratio"),
                new Column("host.steal", "ratio"));
        return probe(
                "telemetry",
                columns,
                rows,
                List.of(new Reading("client.cpu.mean", "cores", OptionalDouble.of(0.45), "")));
    }

    private static ProfilerResult gpu(double seconds, Random chance) {
        List<Row> rows = new ArrayList<>();
        for (int s = 1; s <= seconds; s++) {
            rows.add(row(s, 0.9 + 0.1 * chance.nextDouble(), 61_000, 500 + 90 * chance.nextDouble(), 55 + s / 20.0));
        }
        List<Column> columns = List.of(
                new Column("gpu0.utilization", "ratio"),
                new Column("gpu0.memory.used", "MiB"),
                new Column("gpu0.power", "W"),
                new Column("gpu0.temperature", "°C"));
        return probe("gpu", columns, rows, List.of());
    }

    private static ProfilerResult server(double seconds, int[] inFlight, Random chance) {
        List<Row> rows = new ArrayList<>();
        for (int s = 1; s <= seconds; s++) {
            int running = Math.min(inFlight[s - 1], 64);
            rows.add(row(
                    s,
                    running,
                    Math.max(0, inFlight[s - 1] - 64),
                    Math.min(1, running / 80.0),
                    900 + 50 * chance.nextDouble(),
                    300 + 60 * chance.nextDouble(),
                    0));
        }
        List<Column> columns = List.of(
                new Column("server.requests.running", "requests"),
                new Column("server.requests.waiting", "requests"),
                new Column("server.kv.usage", "ratio"),
                new Column("server.tokens.input.rate", "tokens/s"),
                new Column("server.tokens.cached.rate", "tokens/s"),
                new Column("server.preemptions.rate", "requests/s"));
        return probe(
                "server-metrics",
                columns,
                rows,
                List.of(
                        new Reading("server.queue.p95", "ms", OptionalDouble.of(12.5), "interpolated from the buckets"),
                        new Reading(
                                "server.step.tokens.mean",
                                "tokens",
                                OptionalDouble.empty(),
                                "the server does not expose it")));
    }

    private static Row row(double second, double... values) {
        return new Row(
                (long) (second * 1e9),
                DoubleStream.of(values).mapToObj(OptionalDouble::of).toList());
    }

    private static ProfilerResult probe(String name, List<Column> columns, List<Row> rows, List<Reading> readings) {
        return new ProfilerResult(
                name,
                Optional.empty(),
                List.of(new TimeSeries(name, columns, rows)),
                readings,
                List.of(new Attachment(name + "-notes.txt", "made up")));
    }
}
