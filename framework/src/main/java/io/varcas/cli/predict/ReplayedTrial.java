package io.varcas.cli.predict;

import io.varcas.calibration.Observation;
import io.varcas.calibration.Observation.Measured;
import io.varcas.calibration.RecordedRun;
import io.varcas.engine.Sample;
import io.varcas.metric.Metric;
import io.varcas.metric.RequestTimes;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.traffic.ReplayedArrivals;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The request log of an open-loop trial as a run that is simulated again request by request: its arrivals, its bursts and
 * its end are those that were measured.
 */
final class ReplayedTrial {

    private static final double NANOS = 1e9;
    private static final int LEAST_FINISHED = 10;
    private static final int SERVED = 200;

    /** A fit simulates a run some hundred times; a longer one is as good as its steady state. */
    private static final int MOST_REQUESTS = 5_000;

    private ReplayedTrial() {}

    /**
     * Returns a point with its run, if the bundle has one log of it with token counts; else the point as it is. Users of a closed
     * loop send when they are answered, which a replay of their times would not do.
     *
     * @throws IOException if the log cannot be read
     */
    static Observation of(ResultBundle bundle, TrialResult trial, Observation point) throws IOException {
        if (trial.users().isPresent() || trial.forkResults().size() != 1) {
            return point;
        }
        List<RequestRecord> records = new ArrayList<>();
        bundle.readRequests(trial.forkResults().get(0), records::add);
        return of(records, point);
    }

    static Observation of(List<RequestRecord> log, Observation point) {
        List<RequestRecord> records = new ArrayList<>(log);
        records.removeIf(
                record -> record.sentNanos().isEmpty() || record.status().orElse(SERVED) != SERVED);
        records.sort(Comparator.comparingLong(record -> record.sentNanos().orElseThrow()));
        double[] perToken = records.stream()
                .filter(record -> record.outcome() == Outcome.COMPLETED)
                .mapToLong(record -> RequestTimes.of(record.events()).nanos(Metric.TPOT, record))
                .filter(nanos -> nanos != RequestTimes.NONE)
                .mapToDouble(nanos -> nanos / NANOS)
                .toArray();
        if (perToken.length < LEAST_FINISHED
                || records.size() > MOST_REQUESTS
                || records.stream().anyMatch(record -> computed(record) < 1)) {
            return point;
        }
        long start = records.get(0).sentNanos().orElseThrow();
        long[] sent = records.stream()
                .mapToLong(record -> record.sentNanos().orElseThrow() - start)
                .toArray();
        long end = records.stream().mapToLong(RequestRecord::closedNanos).max().orElseThrow() - start;
        List<RecordedRun.Lengths> lengths = records.stream()
                .map(record -> new RecordedRun.Lengths(computed(record), output(record)))
                .toList();
        return new Observation(
                point.label(),
                point.engine(),
                point.deployment(),
                point.limits(),
                point.promptTokens(),
                point.cachedTokens(),
                point.outputTokens(),
                point.outputSquaredVariation(),
                point.kvTokens(),
                point.offered(),
                new Measured(
                        point.measured().ttftSeconds(),
                        OptionalDouble.of(new Sample(perToken).quantile(0.5)),
                        point.measured().outputTokensPerSecond()),
                point.notFittedBecause(),
                new RecordedRun(
                        new ReplayedArrivals(sent, 1), lengths, Integer.MAX_VALUE, Duration.ofNanos(Math.max(1, end))));
    }

    /** Tokens of the prompt that the prefix cache did not hold. */
    private static int computed(RequestRecord record) {
        int prompt = record.input().tokens();
        return prompt < 1 ? 0 : Math.max(1, prompt - record.cachedTokens().orElse(0));
    }

    private static int output(RequestRecord record) {
        boolean whole = record.outcome() == Outcome.COMPLETED && record.output().tokens() > 0;
        return Math.max(1, whole ? record.output().tokens() : record.askedTokens());
    }
}
