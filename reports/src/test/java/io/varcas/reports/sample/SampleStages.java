package io.varcas.reports.sample;

import io.varcas.stages.Stage;
import io.varcas.stages.StageBreakdown;
import io.varcas.stages.StageBreakdown.Source;
import io.varcas.stages.StageGroup;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A made-up breakdown of a server whose queue grows. */
public final class SampleStages {

    private SampleStages() {}

    /**
     * Returns the breakdown.
     *
     * @param unattributed share of E2E without a stage
     */
    public static StageBreakdown queued(double unattributed) {
        return new StageBreakdown(
                Source.REQUEST_METRICS,
                1000,
                990,
                OptionalDouble.of(unattributed),
                List.of(
                        e2e(StageBreakdown.ALL, 990, 300),
                        e2e(StageBreakdown.TYPICAL, 496, 120),
                        e2e(StageBreakdown.SLOWEST, 9, 2100)),
                List.of(
                        ttft(StageBreakdown.ALL, 990, 300),
                        ttft(StageBreakdown.TYPICAL, 496, 120),
                        ttft(StageBreakdown.AROUND_P99, 9, 2100)),
                List.of("trial-1/fork-1/stages.csv"));
    }

    private static StageGroup e2e(String name, long requests, double queue) {
        return new StageGroup(
                name,
                requests,
                queue + 1300,
                Map.of(
                        Stage.CLIENT_LAG, 0.0,
                        Stage.NETWORK, 20.0,
                        Stage.QUEUE, queue,
                        Stage.PREFILL, 280.0,
                        Stage.DECODE, 1000.0,
                        Stage.REST, 0.0));
    }

    private static StageGroup ttft(String name, long requests, double queue) {
        return new StageGroup(
                name,
                requests,
                queue + 300,
                Map.of(
                        Stage.CLIENT_LAG, 0.0,
                        Stage.NETWORK, 20.0,
                        Stage.QUEUE, queue,
                        Stage.PREFILL, 280.0,
                        Stage.REST, 0.0));
    }
}
