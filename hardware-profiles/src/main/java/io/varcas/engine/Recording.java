package io.varcas.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The moments of every request of a simulation, by id, and the integrals over its time. */
final class Recording {

    private static final long NEVER = Simulation.Moments.NEVER;

    private final Horizon horizon;
    private final WeightedSample tokenGaps = new WeightedSample();
    private long[] arrived = new long[1_024];
    private long[] scheduled = new long[1_024];
    private long[] first = new long[1_024];
    private long[] finished = new long[1_024];
    private int[] outputTokens = new int[1_024];
    private boolean[] refused = new boolean[1_024];
    private int size;
    private long windowEndNanos;

    private double runningNanos;
    private double systemNanos;
    private double maxKvUsage;
    private long finishedInWindow;
    private long outputInWindow;
    private double promptInWindow;
    private int[] promptTokens = new int[1_024];
    private long lastFinishNanos;

    Recording(Horizon horizon) {
        this.horizon = horizon;
        windowEndNanos = horizon.submissionEndNanos();
    }

    int size() {
        return size;
    }

    /** Hears that no more requests come: the measured time lasts until the last has finished. */
    void wasLast() {
        windowEndNanos = horizon.cutNanos();
    }

    void arrived(long nowNanos, EngineRequest request) {
        if (size == arrived.length) {
            int room = 2 * size;
            arrived = Arrays.copyOf(arrived, room);
            scheduled = Arrays.copyOf(scheduled, room);
            first = Arrays.copyOf(first, room);
            finished = Arrays.copyOf(finished, room);
            outputTokens = Arrays.copyOf(outputTokens, room);
            promptTokens = Arrays.copyOf(promptTokens, room);
            refused = Arrays.copyOf(refused, room);
        }
        arrived[size] = nowNanos;
        scheduled[size] = NEVER;
        first[size] = NEVER;
        finished[size] = NEVER;
        outputTokens[size] = request.outputTokens();
        promptTokens[size] = request.promptTokens();
        size++;
    }

    void refused(int id) {
        refused[id] = true;
    }

    /** Notes a step of a replica as it starts. */
    void started(Step step) {
        for (int i = 0; i < step.size() && step.admissions() > 0; i++) {
            if (step.admitted(i)) {
                scheduled[(int) step.requestId(i)] = step.startNanos();
            }
        }
    }

    /** Notes what comes out of a step at its end. */
    void ended(Step step) {
        long end = step.endNanos();
        boolean inWindow = end > horizon.warmupNanos() && end <= windowEndNanos;
        if (step.firstTokens() + step.finishing() > 0) {
            for (int i = 0; i < step.size(); i++) {
                if (step.firstToken(i)) {
                    int id = (int) step.requestId(i);
                    first[id] = end;
                    promptInWindow += inWindow ? promptTokens[id] : 0;
                }
                if (step.finish(i) != null) {
                    finished[(int) step.requestId(i)] = end;
                    lastFinishNanos = end;
                }
            }
        }
        if (inWindow) {
            outputInWindow += step.emittedTokens();
            finishedInWindow += step.finishing();
            tokenGaps.add(step.durationNanos(), step.emittedTokens() - step.firstTokens());
        }
    }

    /** Adds a stretch of time in which a replica held so many requests. */
    void held(long fromNanos, long toNanos, int running, int requests, double kvUsage) {
        double nanos = Math.min(toNanos, windowEndNanos) - Math.max(fromNanos, horizon.warmupNanos());
        if (nanos > 0) {
            runningNanos += nanos * running;
            systemNanos += nanos * requests;
        }
        maxKvUsage = Math.max(maxKvUsage, kvUsage);
    }

    SimulationResult result(long endNanos, List<EngineCounters> counters) {
        long from = horizon.warmupNanos();
        int[] ids = IntStream.range(0, size)
                .filter(id -> arrived[id] >= from && arrived[id] < horizon.submissionEndNanos())
                .toArray();
        double seconds = Math.max(1, Math.min(endNanos, windowEndNanos) - from) * 1e-9;
        return new SimulationResult(
                sample(ids, first, arrived),
                new Sample(Arrays.stream(ids)
                        .filter(id -> outputTokens[id] > 1)
                        .mapToDouble(id -> seconds(finished[id], first[id]) / (outputTokens[id] - 1))
                        .toArray()),
                sample(ids, finished, arrived),
                sample(ids, scheduled, arrived),
                tokenGaps,
                ids.length,
                Arrays.stream(ids)
                        .filter(id -> finished[id] == NEVER && !refused[id])
                        .count(),
                Arrays.stream(ids).filter(id -> refused[id]).count(),
                Arrays.stream(ids).filter(id -> first[id] != NEVER).count(),
                seconds,
                finishedInWindow / seconds,
                outputInWindow / seconds,
                promptInWindow / seconds,
                runningNanos * 1e-9 / seconds,
                systemNanos * 1e-9 / seconds,
                maxKvUsage,
                counters,
                new RequestTimings(
                        times(ids, first, arrived),
                        Arrays.stream(ids)
                                .mapToDouble(id -> outputTokens[id] > 1
                                        ? seconds(finished[id], first[id]) / (outputTokens[id] - 1)
                                        : 0)
                                .toArray(),
                        times(ids, finished, arrived)));
    }

    /** Returns the moments of every request that arrived, in the order of arrival, warm-up included. */
    List<Simulation.Moments> moments() {
        return IntStream.range(0, size)
                .mapToObj(id -> new Simulation.Moments(
                        arrived[id], first[id], finished[id], promptTokens[id], outputTokens[id], refused[id]))
                .toList();
    }

    long lastFinishNanos() {
        return lastFinishNanos;
    }

    private static Sample sample(int[] ids, long[] to, long[] from) {
        return new Sample(times(ids, to, from));
    }

    private static double[] times(int[] ids, long[] to, long[] from) {
        return Arrays.stream(ids).mapToDouble(id -> seconds(to[id], from[id])).toArray();
    }

    private static double seconds(long to, long from) {
        return to == NEVER ? Double.POSITIVE_INFINITY : (to - from) * 1e-9;
    }
}
