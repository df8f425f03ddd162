package io.varcas.stages;

import io.varcas.stages.StageBreakdown.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The mean stages of all requests from the histograms of the server's {@code /metrics}, where no times of single requests are known.
 * The server's means are of the requests that ended between two scrapes, the client's of those that were due in the measurement phase;
 * both are nearly the same requests.
 *
 * @param clientQueueMillis mean wait for a place under the cap on the requests in flight, in ms
 * @param clientLagMillis mean time from when a request could be sent until it was, in ms
 * @param ttftMillis the client's mean TTFT, in ms
 * @param e2eMillis the client's mean E2E, in ms
 * @param serverTtftMillis the server's mean TTFT, in ms
 * @param queueMillis the server's mean time in the queue, in ms
 * @param prefillMillis the server's mean prefill time, in ms
 * @param decodeMillis the server's mean decode time, in ms
 */
public record HistogramStages(
        OptionalDouble clientQueueMillis,
        OptionalDouble clientLagMillis,
        OptionalDouble ttftMillis,
        OptionalDouble e2eMillis,
        OptionalDouble serverTtftMillis,
        OptionalDouble queueMillis,
        OptionalDouble prefillMillis,
        OptionalDouble decodeMillis) {

    /**
     * Computes the breakdown.
     *
     * @param completed requests of the measurement phase that completed
     * @return the sums; empty if the server does not expose all of its times, or the client measured no E2E
     */
    public Optional<StageBreakdown> breakdown(long completed) {
        if (e2eMillis.isEmpty() || queueMillis.isEmpty() || prefillMillis.isEmpty() || decodeMillis.isEmpty()) {
            return Optional.empty();
        }
        double client = clientQueueMillis.orElse(0) + clientLagMillis.orElse(0);
        Map<Stage, Double> millis = new EnumMap<>(Stage.class);
        clientQueueMillis.ifPresent(wait -> millis.put(Stage.CLIENT_QUEUE, wait));
        millis.put(Stage.CLIENT_LAG, clientLagMillis.orElse(0));
        millis.put(Stage.QUEUE, queueMillis.getAsDouble());
        millis.put(Stage.PREFILL, prefillMillis.getAsDouble());
        double beforeFirst = queueMillis.getAsDouble() + prefillMillis.getAsDouble();
        if (serverTtftMillis.isPresent()) {
            double frontEnd = Math.max(0, serverTtftMillis.getAsDouble() - beforeFirst);
            millis.put(Stage.FRONT_END, frontEnd);
            beforeFirst += frontEnd;
        }
        if (ttftMillis.isPresent()) {
            millis.put(Stage.NETWORK, Math.max(0, ttftMillis.getAsDouble() - client - beforeFirst));
        }
        List<StageGroup> ttft =
                ttftMillis.isPresent() ? List.of(group(completed, ttftMillis.getAsDouble(), millis)) : List.of();
        millis.put(Stage.DECODE, decodeMillis.getAsDouble());
        return Optional.of(new StageBreakdown(
                Source.HISTOGRAMS,
                completed,
                0,
                OptionalDouble.empty(),
                List.of(group(completed, e2eMillis.getAsDouble(), millis)),
                ttft,
                List.of()));
    }

    private static StageGroup group(long requests, double total, Map<Stage, Double> stages) {
        Map<Stage, Double> millis = new EnumMap<>(stages);
        millis.put(
                Stage.REST,
                total
                        - millis.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum());
        return new StageGroup(StageBreakdown.ALL, requests, total, millis);
    }
}
