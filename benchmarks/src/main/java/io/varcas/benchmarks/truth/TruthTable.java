package io.varcas.benchmarks.truth;

import com.sun.management.OperatingSystemMXBean;
import io.varcas.client.JdkTransport;
import io.varcas.client.Target;
import io.varcas.client.Transport;
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
import io.varcas.metric.RequestLogReader;
import io.varcas.metric.RequestLogWriter;
import io.varcas.metric.Span;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.RequestMaker;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Prints how far the client's numbers are from the truth, and what a request and a token cost it, at several numbers of users.
 *
 * <p>The server must answer streaming chat requests with a first token {@code TTFT_MS} after the request and one event per token every
 * {@code ITL_MS} after it, whatever the load, as {@code truth-server.c} does; with its log the numbers are held against what it did
 * rather than what it was told to do. {@code benchmarks/truth/run.sh} builds and starts that server and prints all tables.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar io.varcas.benchmarks.truth.TruthTable http://127.0.0.1:8100 50 10 64 32,128
 * </pre>
 *
 * <p>{@code cpu/req} and {@code cpu/token} are all CPU time of this JVM in the measured window, compilation and recording included,
 * by request and by output token. With {@code TTFT_MS} and {@code ITL_MS} 0 and one token it is the cost of a request alone.
 */
public final class TruthTable {

    private static final String USAGE =
            "usage: TruthTable URL TTFT_MS ITL_MS TOKENS USERS[,USERS...] [WARMUP_S [SECONDS [LOG]]]";
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
        if (args.length < 5 || args.length > 8) {
            System.err.println(USAGE);
            System.exit(2);
        }
        int tokens = Integer.parseInt(args[3]);
        Truth promised = Truth.promised(Double.parseDouble(args[1]), Double.parseDouble(args[2]), tokens);
        Optional<Path> log = args.length > 7 ? Optional.of(Path.of(args[7])) : Optional.empty();
        System.out.printf(
                "truth: TTFT %.3f ms, E2E %.3f ms, %s%n",
                promised.ttftMean(),
                promised.e2eMean(),
                log.isPresent() ? "differences from the server's log:" : "differences from that:");
        System.out.printf(
                "%6s %8s %10s %10s %10s %10s %9s %9s %10s %10s%n",
                "users",
                "req/s",
                "TTFT mean",
                "p99",
                "E2E mean",
                "p99",
                "lag p99",
                "Little %",
                "cpu/req us",
                "cpu/tok us");
        for (String users : args[4].split(",", -1)) {
            row(
                    plan(users, tokens, args.length > 5 ? args[5] : "20", args.length > 6 ? args[6] : "10"),
                    Target.parse(args[0]),
                    promised,
                    log);
        }
    }

    private static WorkloadPlan plan(String users, int tokens, String warmupSeconds, String seconds) {
        return PlanResolver.resolve(
                WorkloadSpec.of(TruthTable.class.getName(), "truth").build(),
                Map.of(),
                ResolvedSettings.of(Map.of(
                        Layer.COMMAND_LINE,
                        Map.of(
                                "users",
                                users,
                                "inputTokens",
                                "16",
                                "outputTokens",
                                Integer.toString(tokens),
                                "warmup.time",
                                warmupSeconds + "s",
                                "measurement.iterations",
                                "1",
                                "measurement.time",
                                seconds + "s"))));
    }

    private static void row(WorkloadPlan plan, Target target, Truth promised, Optional<Path> serverLog)
            throws IOException {
        Cost cost = new Cost();
        Path log = Files.createTempFile("truth-", ".jsonl.gz");
        Measurements measured;
        try {
            LoadEnd end;
            try (Transport transport = JdkTransport.open(target, System::nanoTime);
                    RequestLogWriter writer = RequestLogWriter.open(log)) {
                end = new LoadRun(
                                plan,
                                new RequestMaker(plan, Optional.empty(), plan.seed()),
                                transport,
                                plan.seed(),
                                Share.WHOLE,
                                writer,
                                cost,
                                LoadClock.system())
                        .run();
            }
            MetricCalculator calculator = new MetricCalculator(LoadRun.contextOf(plan, Origin.MEASURED));
            calculator.begin(end.measured(), end.interrupted());
            RequestLogReader.read(log, calculator::add);
            measured = calculator.result();
        } finally {
            Files.delete(log);
        }
        Truth truth = serverLog.isPresent() ? Truth.logged(serverLog.get(), cost.beganAt, cost.endedAt) : promised;
        double requests = value(measured, "throughput.requests");
        double seconds = plan.windows().measurementTime().toMillis() / 1e3;
        System.out.printf(
                "%6d %8.0f %+10.3f %+10.3f %+10.3f %+10.3f %9.3f %9.2f %10.1f %10.2f%n",
                plan.settings().get(Settings.USERS),
                requests,
                value(measured, "ttft.mean") - truth.ttftMean(),
                value(measured, "ttft.p99") - truth.ttftP99(),
                value(measured, "e2e.mean") - truth.e2eMean(),
                value(measured, "e2e.p99") - truth.e2eP99(),
                value(measured, "send.lag.p99"),
                value(measured, "littles.gap") * 100,
                cost.micros / (requests * seconds),
                cost.micros / (value(measured, "throughput.output") * seconds));
    }

    private static double value(Measurements measured, String key) {
        return measured.pooled().value(MetricKey.parse(key)).orElse(Double.NaN);
    }

    /** CPU time of this process during the measured window. */
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
