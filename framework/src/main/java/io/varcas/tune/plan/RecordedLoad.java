package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.BlockHashes;
import io.varcas.engine.BlockHashes.Piece;
import io.varcas.engine.EngineRequest;
import io.varcas.engine.Load;
import io.varcas.engine.Load.Thinking;
import io.varcas.engine.RequestSource;
import io.varcas.engine.Simulation;
import io.varcas.engine.SimulationResult;
import io.varcas.traffic.ReplayedArrivals;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The requests of a run, at their times or by its users. Draw 0 is the run itself; the others are bootstrap samples of its
 * requests, and of the gaps between their arrivals in blocks, so that bursts stay.
 */
public final class RecordedLoad implements PlanLoad {

    /** Consecutive gaps that stay together. */
    private static final int BLOCK = 10;

    private static final long PREFIX = -1;

    private final List<Request> requests;
    private final OptionalDouble users;
    private final Duration thinkTime;
    private final int connections;
    private final OptionalDouble repeated;
    private final Duration span;
    private final Seed seed;

    /**
     * A request of a run.
     *
     * @param sentNanos when it was due, since the first
     * @param promptTokens its prompt, at least 1
     * @param outputTokens its output, or what was asked for if it did not finish, at least 1
     */
    public record Request(long sentNanos, int promptTokens, int outputTokens) {}

    private RecordedLoad(
            List<Request> requests,
            OptionalDouble users,
            Duration thinkTime,
            int connections,
            OptionalDouble repeated,
            Duration span,
            Seed seed) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("the run has no request to simulate");
        }
        this.requests = List.copyOf(requests);
        this.users = users;
        this.thinkTime = thinkTime;
        this.connections = connections;
        this.repeated = repeated;
        this.span = span;
        this.seed = seed;
    }

    /**
     * Returns an open load.
     *
     * @param requests requests in the order of their times, at least one
     * @param connections requests that the client kept open at most
     * @param repeated share of prompt tokens that repeat earlier ones, from 0 to 1; empty if unknown
     * @param span length of the run
     * @throws IllegalArgumentException if there is no request
     */
    public static RecordedLoad open(List<Request> requests, int connections, OptionalDouble repeated, Duration span) {
        return new RecordedLoad(
                requests, OptionalDouble.empty(), Duration.ZERO, connections, repeated, span, Seed.of(0));
    }

    /**
     * Returns a load of users who each wait for a response before the next request.
     *
     * @param requests requests in their order, at least one
     * @param users number of users, at least 1
     * @param thinkTime pause of a user after a response
     * @param repeated share of prompt tokens that repeat earlier ones, from 0 to 1; empty if unknown
     * @param span length of the run
     * @throws IllegalArgumentException if there is no request
     */
    public static RecordedLoad closed(
            List<Request> requests, int users, Duration thinkTime, OptionalDouble repeated, Duration span) {
        return new RecordedLoad(
                requests, OptionalDouble.of(users), thinkTime, Integer.MAX_VALUE, repeated, span, Seed.of(0));
    }

    @Override
    public Duration span() {
        return span;
    }

    @Override
    public SimulationResult simulate(DeployedHardware hardware, int draw, Duration time) {
        Seed own = seed.derive(draw);
        return Simulation.run(
                hardware.newCluster(own.derive("router")),
                load(hardware, draw),
                source(draw, hardware),
                DemandLoad.horizon(time),
                own);
    }

    private Load load(DeployedHardware hardware, int draw) {
        if (users.isPresent()) {
            return new Load.Closed(
                    (int) users.getAsDouble(), thinkTime.plus(hardware.ingress()), Thinking.CONSTANT, Duration.ZERO);
        }
        return new Load.Open(new ReplayedArrivals(times(draw), 1), connections);
    }

    private long[] times(int draw) {
        long[] recorded = requests.stream().mapToLong(Request::sentNanos).toArray();
        if (draw == 0 || recorded.length <= BLOCK) {
            return recorded;
        }
        RandomGenerator random = seed.derive(draw).derive("gaps").generator();
        long[] times = new long[recorded.length];
        long at = 0;
        for (int i = 0; i < times.length; ) {
            int from = random.nextInt(recorded.length - BLOCK);
            for (int j = 0; j < BLOCK && i < times.length; j++, i++) {
                at += recorded[from + j + 1] - recorded[from + j];
                times[i] = at;
            }
        }
        return times;
    }

    private RequestSource source(int draw, DeployedHardware hardware) {
        RandomGenerator random = seed.derive(draw).derive("requests").generator();
        int[] order = draw == 0
                ? new int[0]
                : random.ints(requests.size(), 0, requests.size()).toArray();
        double share = repeated.orElse(0);
        int longest = hardware.limits().maxModelLen();
        return id -> {
            int place = (int) (id % requests.size());
            Request one = requests.get(order.length == 0 ? place : order[place]);
            int output = Math.min(one.outputTokens(), longest - 1);
            int prompt = Math.min(one.promptTokens(), longest - output);
            EngineRequest request = EngineRequest.of(id, prompt, output);
            int common = (int) Math.round(share * prompt);
            return common == 0
                    ? request
                    : request.withBlocks(BlockHashes.ofPieces(
                            hardware.blockTokens(), new Piece(PREFIX, common), new Piece(id, prompt - common)));
        };
    }

    @Override
    public OptionalDouble repeatedShare() {
        return repeated;
    }

    @Override
    public String describe() {
        double prompt =
                requests.stream().mapToInt(Request::promptTokens).average().orElse(0);
        double output =
                requests.stream().mapToInt(Request::outputTokens).average().orElse(0);
        String times = users.isPresent()
                ? String.format(Locale.ROOT, "%.0f users", users.getAsDouble())
                : String.format(Locale.ROOT, "%d requests in %.1f s", requests.size(), span.toNanos() * 1e-9)
                        + (connections == Integer.MAX_VALUE ? "" : ", at most " + connections + " open at once");
        return String.format(
                        Locale.ROOT,
                        "recorded load: %s, mean prompt %.0f, mean output %.0f tokens",
                        times,
                        prompt,
                        output)
                + (repeated.isPresent()
                        ? String.format(
                                Locale.ROOT, ", %.0f %% of prompt tokens repeated", 100 * repeated.getAsDouble())
                        : "");
    }
}
