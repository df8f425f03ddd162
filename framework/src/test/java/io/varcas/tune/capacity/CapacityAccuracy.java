package io.varcas.tune.capacity;

import io.varcas.tune.capacity.CapacitySearch.Found;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints how well searches find the capacity of servers whose capacity is known, in virtual time, from a rate of 1 or one user. */
final class CapacityAccuracy {

    private static final double PRECISION = 0.05;
    private static final Duration OVERHEAD_OF_BISECTION = Duration.ofSeconds(10);
    private static final List<String> SHORT_PROMPTS =
            List.of("inputTokens.mean=100", "outputTokens.mean=100", "outputTokens.std=50");
    private static final List<String> LONG_OUTPUTS =
            List.of("inputTokens.mean=200", "inputTokens.std=100", "outputTokens.mean=150", "outputTokens.std=80");

    private CapacityAccuracy() {}

    /**
     * Prints the table.
     *
     * @param args number of seeds; none for 20
     */
    public static void main(String[] args) throws IOException {
        int seeds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
        Map<String, KnownServer> servers = new LinkedHashMap<>();
        servers.put("bursts of prompts", KnownServer.PREFILL);
        servers.put("users", KnownServer.USERS);
        servers.put(
                "slow decline",
                new KnownServer(59.82, LoadAxis.RATE, 256, LONG_OUTPUTS, List.of("tpot.p90<=16ms", "ttft.p95<=2s")));
        servers.put(
                "mean",
                new KnownServer(
                        35.01,
                        LoadAxis.RATE,
                        256,
                        List.of("inputTokens.mean=500", "outputTokens.mean=100"),
                        List.of("e2e.mean<=1500ms")));
        servers.put("slow queue", new KnownServer(21.86, LoadAxis.RATE, 16, SHORT_PROMPTS, List.of("ttft.p95<=1s")));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("| server | capacity | within 5 % | in interval | mean error | time | of bisection |");
        out.println("|---|---|---|---|---|---|---|");
        for (Map.Entry<String, KnownServer> server : servers.entrySet()) {
            out.println(row(server.getKey(), server.getValue(), seeds));
        }
    }

    private static String row(String name, KnownServer server, int seeds) throws IOException {
        int near = 0;
        int held = 0;
        double error = 0;
        double seconds = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            Found found = server.search(seed, 1, CapacityOptions.DEFAULT);
            double off = found.capacity().orElse(Double.NaN) / server.truth() - 1;
            near += Math.abs(off) <= PRECISION ? 1 : 0;
            held += found.interval().filter(it -> it.contains(server.truth())).isPresent() ? 1 : 0;
            error += off / seeds;
            seconds += found.spentSeconds() / seeds;
        }
        double plain = server.plainBisectionSeconds(1, server.truth(), PRECISION, OVERHEAD_OF_BISECTION);
        return String.format(
                Locale.ROOT,
                "| %s | %.2f %s | %d of %d | %d of %d | %+.1f %% | %.0f s | %.2f |",
                name,
                server.truth(),
                server.axis().unit(),
                near,
                seeds,
                held,
                seeds,
                100 * error,
                seconds,
                seconds / plain);
    }
}
