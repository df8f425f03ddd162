package io.varcas.engine;

import io.varcas.engine.RequestSource.FollowUp;
import io.varcas.traffic.Seed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs engines in virtual time under a load: a discrete-event simulation of vLLM.
 *
 * <pre>{@code
 * SimulationResult result = Simulation.run(
 *     Cluster.single(new Engine(limits, law)),
 *     Load.open(new PoissonArrivals(20)),
 *     RequestMix.of(new LogNormalLengths(1000, 800, 16, 16000), new LogNormalLengths(250, 200, 2, 4000)),
 *     Horizon.time(Duration.ofSeconds(30), Duration.ofSeconds(300)),
 *     Seed.of(42));
 * }</pre>
 *
 * <p>Deterministic: equal arguments give equal results on every JVM.
 */
public final class Simulation {

    private final List<Replica> replicas = new ArrayList<>();
    private final Cluster cluster;
    private final Feed feed;
    private final RequestSource requests;
    private final Horizon horizon;
    private final Recording recording;
    private final int connections;
    private final Deque<EngineRequest> inClient = new ArrayDeque<>();
    private final PriorityQueue<DueTurn> turns = new PriorityQueue<>();
    private long measured;
    private int open;
    private long nowNanos;

    /**
     * The moments of one simulated request, in nanoseconds since the start of the simulation; {@link #NEVER} for what did
     * not happen before its end.
     *
     * @param arrivedNanos when it arrived
     * @param firstNanos when its first token was emitted
     * @param finishedNanos when its last token was emitted
     * @param promptTokens tokens of its prompt
     * @param outputTokens tokens of its output, as planned
     * @param refused whether the engine refused it because it can never finish it
     */
    public record Moments(
            long arrivedNanos,
            long firstNanos,
            long finishedNanos,
            int promptTokens,
            int outputTokens,
            boolean refused) {

        /** Time of a moment that did not come. */
        public static final long NEVER = Long.MAX_VALUE;
    }

    private Simulation(Cluster cluster, Load load, RequestSource requests, Horizon horizon, Seed seed) {
        this.cluster = cluster;
        this.horizon = horizon;
        this.feed = Feed.of(load, seed);
        this.requests = requests;
        this.recording = new Recording(horizon);
        this.connections = load instanceof Load.Open opened ? opened.connections() : Integer.MAX_VALUE;
        cluster.replicas().forEach(engine -> replicas.add(new Replica(engine)));
    }

    /**
     * Simulates.
     *
     * @param cluster engines nothing was submitted to yet
     * @param load when requests come
     * @param mix what they are like
     * @param horizon how long
     * @param seed decides arrivals, lengths and think times
     */
    public static SimulationResult run(Cluster cluster, Load load, RequestMix mix, Horizon horizon, Seed seed) {
        int blockTokens = cluster.replicas().get(0).limits().blockTokens();
        return run(cluster, load, mix.requests(seed.derive("requests"), blockTokens), horizon, seed);
    }

    /**
     * Simulates with custom requests, such as recorded ones.
     *
     * @param cluster engines nothing was submitted to yet
     * @param load when requests come
     * @param requests what each of them is
     * @param horizon how long
     * @param seed decides arrivals and think times
     */
    public static SimulationResult run(Cluster cluster, Load load, RequestSource requests, Horizon horizon, Seed seed) {
        return new Simulation(cluster, load, requests, horizon, seed).run();
    }

    /**
     * Simulates, and returns every request instead of statistics.
     *
     * @param cluster engines nothing was submitted to yet
     * @param load when requests come
     * @param requests what each of them is
     * @param horizon how long
     * @param seed decides arrivals and think times
     * @return every request that arrived, warm-up included, in the order of arrival
     */
    public static List<Moments> moments(
            Cluster cluster, Load load, RequestSource requests, Horizon horizon, Seed seed) {
        Simulation simulation = new Simulation(cluster, load, requests, horizon, seed);
        SimulationResult unused = simulation.run();
        return simulation.recording.moments();
    }

    private SimulationResult run() {
        while (true) {
            submitDue();
            for (Replica replica : replicas) {
                replica.advance();
            }
            long next = nextArrivalNanos();
            for (Replica replica : replicas) {
                next = Math.min(next, replica.wakeNanos);
            }
            if (next >= horizon.cutNanos()) {
                return finish(next == Long.MAX_VALUE ? idleEndNanos() : horizon.cutNanos());
            }
            for (Replica replica : replicas) {
                replica.hold(next);
            }
            nowNanos = next;
        }
    }

    /** When everything is done: with the last request if no more came, else when their time is over. */
    private long idleEndNanos() {
        return hasRunOut()
                ? recording.lastFinishNanos()
                : Math.max(recording.lastFinishNanos(), horizon.submissionEndNanos());
    }

    private SimulationResult finish(long endNanos) {
        for (Replica replica : replicas) {
            replica.hold(endNanos);
        }
        return recording.result(
                endNanos,
                replicas.stream().map(replica -> replica.engine.counters()).toList());
    }

    private long nextArrivalNanos() {
        long next = isMeasured() ? nextTurnNanos() : Math.min(feed.peekNanos(), nextTurnNanos());
        boolean over = isFull() || next >= horizon.submissionEndNanos();
        return over ? Long.MAX_VALUE : next;
    }

    private boolean isFull() {
        return recording.size() >= horizon.maxRequests();
    }

    /** Returns true if all that are to be measured have come, but for the next turns of their conversations. */
    private boolean isMeasured() {
        return measured >= horizon.maxMeasured();
    }

    private boolean hasRunOut() {
        return isFull() || isMeasured() || feed.isOver();
    }

    private void submitDue() {
        while (nextArrivalNanos() <= nowNanos) {
            inClient.add(arrive());
        }
        while (open < connections && !inClient.isEmpty()) {
            EngineRequest request = inClient.remove();
            Replica replica = replicas.get(cluster.route(request));
            if (replica.engine.limits().refusal(request).isPresent()) {
                recording.refused((int) request.id());
                feed.finished(nowNanos); // and its conversation is over
            } else {
                open++;
                replica.submit(request);
            }
        }
    }

    private EngineRequest arrive() {
        long id = recording.size();
        DueTurn turn = isMeasured() || nextTurnNanos() <= feed.peekNanos() ? turns.poll() : null;
        EngineRequest request =
                turn == null ? requests.next(id) : turn.followUp.request().apply(id);
        recording.arrived(turn == null ? feed.peekNanos() : turn.atNanos, request);
        if (turn == null) {
            measured += feed.peekNanos() >= horizon.warmupNanos() ? 1 : 0;
            feed.pop();
        }
        if (hasRunOut()) {
            recording.wasLast();
        }
        return request;
    }

    private long nextTurnNanos() {
        DueTurn first = turns.peek();
        return first == null ? Long.MAX_VALUE : first.atNanos;
    }

    private void finished(long id) {
        Optional<FollowUp> followUp = requests.followUp(id);
        if (followUp.isPresent()) {
            turns.add(new DueTurn(nowNanos + followUp.get().pause().toNanos(), id, followUp.get()));
        } else {
            feed.finished(nowNanos);
        }
    }

    /** A turn of a conversation that comes at a time. */
    private record DueTurn(long atNanos, long after, FollowUp followUp) implements Comparable<DueTurn> {

        @Override
        public int compareTo(DueTurn other) {
            return Comparator.comparingLong(DueTurn::atNanos)
                    .thenComparingLong(DueTurn::after)
                    .compare(this, other);
        }
    }

    /** One engine and when to look at it again. */
    private final class Replica {

        private final Engine engine;
        private final Deque<Step> flying = new ArrayDeque<>();
        private long wakeNanos = Long.MAX_VALUE;
        private long nextStepNanos;

        Replica(Engine engine) {
            this.engine = engine;
        }

        void submit(EngineRequest request) {
            engine.submit(request);
            wakeNanos = Math.min(wakeNanos, Math.max(nowNanos, nextStepNanos));
        }

        /** Lets out what is due, then starts the next step if the engine is free for it. */
        void advance() {
            if (wakeNanos > nowNanos) {
                return;
            }
            int finished = 0;
            for (Step step = flying.peek(); step != null && step.endNanos() <= nowNanos; step = flying.peek()) {
                flying.remove();
                recording.ended(step);
                finished += step.finishing();
                for (int i = 0; i < step.size() && step.finishing() > 0; i++) {
                    if (step.finishes(i)) {
                        Simulation.this.finished(step.requestId(i));
                    }
                }
            }
            open -= finished;
            if (finished > 0) {
                submitDue(); // users without think time, and requests waiting for a connection, are back at once
            }
            if (nowNanos >= nextStepNanos) {
                @Nullable Step step = engine.step(nowNanos);
                if (step != null) {
                    recording.started(step);
                    flying.add(step);
                    nextStepNanos = step.nextStepNanos();
                }
            }
            Step oldest = flying.peek();
            wakeNanos = oldest == null ? Long.MAX_VALUE : oldest.endNanos();
            if (nextStepNanos > nowNanos) {
                wakeNanos = Math.min(wakeNanos, nextStepNanos);
            }
        }

        void hold(long untilNanos) {
            recording.held(nowNanos, untilNanos, engine.running(), engine.requests(), engine.kvUsage());
        }
    }
}
