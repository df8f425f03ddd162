package io.varcas.stages;

import io.varcas.metric.Span;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.ServerTimes;
import io.varcas.stages.StageBreakdown.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gathers the stages of requests and computes the breakdown. The times of single requests are kept as floats, eleven for each request, so
 * that a million requests need 44 MB.
 */
public final class StageCalculator {

    private static final double MILLI = 1e6;

    private final Map<Stage, FloatColumn> millis = new EnumMap<>(Stage.class);
    private final FloatColumn e2e = new FloatColumn();
    private final FloatColumn ttft = new FloatColumn();
    private int size;
    private long completed;
    private boolean frontEnd;
    private boolean clientQueue;
    private boolean spans;
    private double restMillis;
    private double e2eMillis;
    private List<Span> windows = List.of();

    /** Begins a fork: the requests added next count if they were due in its measured iterations. */
    public void begin(List<Span> measured) {
        windows = List.copyOf(measured);
    }

    /**
     * Adds a request.
     *
     * @param request its record
     * @param span what the server's span reports of it; it counts more than the times in the response, because it knows the front end
     * @return its stages, if it counts and the server's times are known
     */
    public Optional<RequestStages> add(RequestRecord request, Optional<ServerTimes> span) {
        if (request.outcome() != Outcome.COMPLETED
                || windows.stream().noneMatch(window -> window.contains(request.intendedNanos()))) {
            return Optional.empty();
        }
        completed++;
        Optional<ServerTimes> server = span.or(request::serverTimes);
        Optional<RequestStages> stages = server.flatMap(times -> RequestStages.of(request, times));
        if (stages.isPresent()) {
            spans |= span.isPresent();
            frontEnd |= server.get().frontEndNanos().isPresent();
            clientQueue |= request.readyNanos().isPresent();
            add(stages.get());
        }
        return stages;
    }

    private void add(RequestStages stages) {
        for (Stage stage : Stage.values()) {
            millis.computeIfAbsent(stage, none -> new FloatColumn()).add(stages.nanos(stage) / MILLI);
        }
        double total = stages.e2eNanos() / MILLI;
        e2e.add(total);
        ttft.add(stages.ttftNanos().isPresent() ? stages.ttftNanos().getAsLong() / MILLI : Double.NaN);
        restMillis += Math.abs(stages.nanos(Stage.REST)) / MILLI;
        e2eMillis += total;
        size++;
    }

    /** Returns the number of completed requests of the measured iterations. */
    public long completed() {
        return completed;
    }

    /** Computes the breakdown; empty if no request has times of the server. */
    public Optional<StageBreakdown> result() {
        if (size == 0) {
            return Optional.empty();
        }
        return Optional.of(new StageBreakdown(
                spans ? Source.SPANS : Source.REQUEST_METRICS,
                completed,
                size,
                OptionalDouble.of(e2eMillis > 0 ? restMillis / e2eMillis : 0),
                groupsOfE2e(),
                groupsOfTtft(),
                List.of()));
    }

    private List<StageGroup> groupsOfE2e() {
        int[] order = e2e.order();
        int n = order.length;
        List<Stage> stages = List.of(Stage.values());
        return List.of(
                group(StageBreakdown.ALL, e2e, order, 0, n, stages),
                group(StageBreakdown.TYPICAL, e2e, order, n / 4, endOfMiddle(n), stages),
                group(StageBreakdown.SLOWEST, e2e, order, n - Math.max(1, n / 100), n, stages));
    }

    private List<StageGroup> groupsOfTtft() {
        int[] order = ttft.order();
        int n = order.length;
        if (n == 0) {
            return List.of();
        }
        List<Stage> stages = new ArrayList<>(Stage.beforeFirstToken());
        stages.add(Stage.REST);
        int p99 = (int) Math.ceil(0.99 * n) - 1;
        int half = n / 200;
        return List.of(
                group(StageBreakdown.ALL, ttft, order, 0, n, stages),
                group(StageBreakdown.TYPICAL, ttft, order, n / 4, endOfMiddle(n), stages),
                group(StageBreakdown.AROUND_P99, ttft, order, p99 - half, Math.min(n, p99 + half + 1), stages));
    }

    private static int endOfMiddle(int n) {
        return Math.max(n / 4 + 1, n - n / 4);
    }

    private StageGroup group(String name, FloatColumn totals, int[] order, int from, int to, List<Stage> stages) {
        double total = totals.mean(order, from, to);
        Map<Stage, Double> means = new EnumMap<>(Stage.class);
        double explained = 0;
        for (Stage stage : stages) {
            FloatColumn column = millis.get(stage);
            if (stage != Stage.REST && isKnown(stage) && column != null) {
                double mean = column.mean(order, from, to);
                means.put(stage, mean);
                explained += mean;
            }
        }
        means.put(Stage.REST, total - explained);
        return new StageGroup(name, (long) to - from, total, means);
    }

    private boolean isKnown(Stage stage) {
        return switch (stage) {
            case FRONT_END -> frontEnd;
            case CLIENT_QUEUE -> clientQueue;
            default -> true;
        };
    }
}
