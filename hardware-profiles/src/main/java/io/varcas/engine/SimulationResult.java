package io.varcas.engine;

import java.util.List;

/**
 * The result of a simulation. Latencies are of the measured requests, those unfinished at infinity; rates, means over
 * time and token gaps are over the measured time: from the end of the warm-up to that of submission, or to the end if
 * that comes first; what happens while the last requests drain is in none of them.
 *
 * @param ttft intended arrival to first token, seconds
 * @param tpot time per output token after the first, per request; requests with a single token are left out, seconds
 * @param e2e intended arrival to last token, seconds
 * @param queueing intended arrival to first being scheduled, seconds
 * @param tokenGaps step durations, one entry a token emitted by decoding: the time between tokens, seconds
 * @param measured requests measured
 * @param unfinished measured requests that had not finished at the end
 * @param refused measured requests the engine refused because it can never finish them
 * @param started measured requests that had their first token by the end
 * @param seconds length of the measured time
 * @param requestsPerSecond requests finished per second
 * @param outputTokensPerSecond tokens emitted per second
 * @param promptTokensPerSecond prompt tokens of requests that got their first token, per second
 * @param meanRunning requests running, averaged over time and summed over replicas
 * @param meanInSystem requests running or waiting in the engines, averaged over time and summed over replicas
 * @param maxKvUsage largest share of a replica's KV pool in use, 0 to 1
 * @param counters what each replica counted, warm-up included
 * @param timings latencies of each measured request, which the samples do not keep together
 */
public record SimulationResult(
        Sample ttft,
        Sample tpot,
        Sample e2e,
        Sample queueing,
        WeightedSample tokenGaps,
        long measured,
        long unfinished,
        long refused,
        long started,
        double seconds,
        double requestsPerSecond,
        double outputTokensPerSecond,
        double promptTokensPerSecond,
        double meanRunning,
        double meanInSystem,
        double maxKvUsage,
        List<EngineCounters> counters,
        RequestTimings timings) {

    /** Copies the counters. */
    public SimulationResult {
        counters = List.copyOf(counters);
    }

    /** Returns the requests finished, of those measured. */
    public long finished() {
        return measured - unfinished - refused;
    }

    /** Returns the preemptions of all replicas, warm-up included. */
    public long preemptions() {
        return counters.stream().mapToLong(EngineCounters::preemptions).sum();
    }
}
