package io.varcas.benchmarks.truth;

import com.sun.management.OperatingSystemMXBean;
import io.varcas.client.Rehearsal;
import io.varcas.load.LoadClock;
import io.varcas.load.LoadCounts;
import io.varcas.load.LoadEnd;
import io.varcas.load.LoadListener;
import io.varcas.load.LoadRun;
import io.varcas.load.Share;
import io.varcas.metric.Measurements;
import io.varcas.metric.MetricCalculator;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Origin;
import io.varcas.metric.Span;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestLogWriter;
import io.varcas.request.RequestMaker;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prints how far the client's numbers are from the truth, and what a request and a token cost it, at several numbers
 * of users.
 *
 * <p>The server must respond to streaming chat requests with a first token {@code TTFT_MS} after the request and one
 * event per token every {@code ITL_MS} after it, whatever the load, as {@code truth-server.c} does; with its log the
 * numbers are held against what it did rather than what it was told to do. {@code benchmarks/truth/run.sh} builds and
 * starts that server and prints all tables.
 *
 * <pre> java -cp benchmarks/target/benchmarks.jar io.varcas.benchmarks.truth.TruthTable http://127.0.0.1:8100 50 10 64 32,128
 * </pre>
 *
 * <p>{@code gap p99} is the 99th percentile of {@link GapErrors}, {@code server} that of the server's own distance from
 * its objective; both need the log, and a line below says so where both are beyond what a client may be off.
 * {@code cpu/req} and {@code cpu/token} are all CPU time of this JVM in the measurement iteration, compilation and
 * recording included, by request and by output token. With {@code TTFT_MS} and {@code ITL_MS} 0 and one token it is the
 * cost of a request alone. Arguments such as {@code transport=jdk} are settings of the load.
 */
public final class TruthTable {

    private static final String USAGE =
            "usage: TruthTable URL TTFT_MS ITL_MS TOKENS USERS[,USERS...] [WARMUP_S [SECONDS [LOG]]] [SETTING=VALUE ...]";

    /**
     * The most by which the client's gaps may be off at p99, in ms. A client off by more shows nothing where the server is off its
     * own objective by as much.
     */
    private static final double GAP_LIMIT_MILLIS = 5;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private TruthTable() {}

    /**
     * Prints the table.
     *
     * @param args as in the class comment
     * @throws IOException if the request log cannot be written or read
     */
    public static void main(String[] args) throws IOException {
        Map<String, String> settings = new HashMap<>();
        List<String> words = new ArrayList<>();
        for (String argument : args) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                settings.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                words.add(argument);
            }
        }
        if (words.size() < 5 || words.size() > 8) {
            System.err.println(USAGE);
            System.exit(2);
        }
        int tokens = Integer.parseInt(words.get(3));
        double itlMillis = Double.parseDouble(words.get(2));
        Truth promised = Truth.promised(Double.parseDouble(words.get(1)), itlMillis, tokens);
        Optional<Path> log = words.size() > 7 ? Optional.of(Path.of(words.get(7))) : Optional.empty();
        System.out.printf(
                "truth: TTFT %.3f ms, E2E %.3f ms, %s%n",
                promised.ttftMean(),
                promised.e2eMean(),
                log.isPresent() ? "differences from the server's log:" : "differences from that:");
        System.out.printf(
                "%6s %8s %10s %8s %9s %8s %8s %7s %8s %8s %10s %10s%n",
                "users",
                "req/s",
                "TTFT mean",
                "p99",
                "E2E mean",
                "p99",
                "gap p99",
                "server",
                "lag p99",
                "Little %",
                "cpu/req us",
                "cpu/tok us");
        settings.put("outputTokens", Integer.toString(tokens));
        settings.put("warmup.time", (words.size() > 5 ? words.get(5) : "20") + "s");
        settings.put("measurement.time", (words.size() > 6 ? words.get(6) : "10") + "s");
        settings.putIfAbsent("inputTokens", "16");
        settings.put("measurement.iterations", "1");
        for (String users : words.get(4).split(",", -1)) {
            settings.put("users", users);
            WorkloadPlan plan = PlanResolver.resolve(
                    WorkloadSpec.of(TruthTable.class.getName(), "truth").build(),
                    Map.of(),
                    ResolvedSettings.of(Map.of(Layer.COMMAND_LINE, settings)));
            row(plan, Target.parse(words.get(0)), promised, itlMillis, log);
        }
    }

    private static void row(
            WorkloadPlan plan, Target target, Truth promised, double itlMillis, Optional<Path> serverLog)
            throws IOException {
        Cost cost = new Cost();
        Path log = Files.createTempFile("truth-", ".jsonl.gz");
        Measurements measured;
        Truth truth;
        GapErrors gaps;
        try {
            LoadEnd end;
            try (Transport transport =
                            Transport.open(target.over(plan.settings().get(Settings.TRANSPORT)), System::nanoTime);
                    RequestLogWriter writer = RequestLogWriter.open(log)) {
                LoadRun run = new LoadRun(
                        plan,
                        new RequestMaker(plan, Optional.empty(), plan.seed()),
                        transport,
                        plan.seed(),
                        Share.WHOLE,
                        (asked, request, text) -> writer.accept(request),
                        cost,
                        LoadClock.system());
                run.rehearseWith(limit -> Rehearsal.run(
                        to -> Transport.open(to.over(plan.settings().get(Settings.TRANSPORT)), System::nanoTime),
                        limit));
                end = run.run();
            }
            truth = serverLog.isPresent()
                    ? Truth.logged(serverLog.get(), itlMillis, cost.beganAt, cost.endedAt)
                    : promised;
            gaps = new GapErrors(truth);
            MetricCalculator calculator = new MetricCalculator(LoadRun.contextOf(plan, Origin.MEASURED));
            calculator.begin(end.measured(), end.interrupted());
            RequestLogReader.read(log, request -> {
                calculator.add(request);
                gaps.add(request);
            });
            measured = calculator.result();
        } finally {
            Files.delete(log);
        }
        double gapP99 = gaps.p99();
        double requests = value(measured, "throughput.requests");
        double seconds = plan.windows().measurementTime().toMillis() / 1e3;
        System.out.printf(
                "%6d %8.0f %+10.3f %+8.3f %+9.3f %+8.3f %8s %7s %8.3f %8.2f %10.1f %10.2f%n",
                plan.settings().get(Settings.USERS),
                requests,
                value(measured, "ttft.mean") - truth.ttftMean(),
                value(measured, "ttft.p99") - truth.ttftP99(),
                value(measured, "e2e.mean") - truth.e2eMean(),
                value(measured, "e2e.p99") - truth.e2eP99(),
                millis(gapP99),
                millis(truth.gapP99()),
                value(measured, "send.lag.p99"),
                value(measured, "littles.gap") * 100,
                cost.micros / (requests * seconds),
                cost.micros / (value(measured, "throughput.output") * seconds));
        if (gapP99 > GAP_LIMIT_MILLIS && truth.gapP99() > GAP_LIMIT_MILLIS) {
            System.out.printf(
                    "no verdict on the gaps: the server itself was %.1f ms off its schedule at p99 (limit %.0f ms), so the machine was too busy to tell%n",
                    truth.gapP99(), GAP_LIMIT_MILLIS);
        }
    }

    private static String millis(double value) {
        return Double.isNaN(value) ? "-" : String.format("%.3f", value);
    }

    private static double value(Measurements measured, String key) {
        return measured.pooled().value(MetricKey.parse(key)).orElse(Double.NaN);
    }

    /** CPU time of this process during the measurement iteration. */
    private static final class Cost implements LoadListener {

        private long start;
        private long beganAt;
        private long endedAt;
        private double micros;

        @Override
        public void windowBegan(int window, boolean measured, Span span) {
            start = PROCESS.getProcessCpuTime();
            beganAt = System.nanoTime();
        }

        @Override
        public void windowEnded(int window, boolean measured, LoadCounts counts) {
            endedAt = System.nanoTime();
            micros = (PROCESS.getProcessCpuTime() - start) / 1e3;
        }
    }
}
