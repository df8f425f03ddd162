package io.varcas.runner.trial;

import io.varcas.metric.LoadContext;
import io.varcas.metric.Measurements;
import io.varcas.metric.MetricCalculator;
import io.varcas.record.RequestDigest;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestRecord;
import io.varcas.result.ForkResult;
import io.varcas.result.Status;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The metrics of a trial, computed from the request logs of its forks.
 *
 * @param measured metrics of all forks together
 * @param forks the forks, each with its own metrics unless it has no log
 */
public record LogMetrics(Measurements measured, List<ForkResult> forks) {

    /** Finds the request log of a fork. */
    public interface Logs {

        /** Returns the file; empty if there is none. */
        Optional<Path> of(ForkResult fork) throws IOException;
    }

    /** Takes the records of one fork as well. */
    public interface Sink extends Closeable {

        /** Takes a record. */
        void add(RequestRecord request);

        /** Called after the last record of the fork. */
        @Override
        default void close() throws IOException {}
    }

    /** Opens the sink of a fork. */
    public interface Sinks {

        /** Returns a sink that is closed after the last record of the fork. */
        Sink of(ForkResult fork) throws IOException;
    }

    /**
     * Computes.
     *
     * @param forks the measured forks
     * @param logs finds their logs
     * @param context facts about the load
     * @param late whether requests that were due and never made were late for the client's sake, not held back by a cap
     * @param sinks opens the sink of a fork
     * @throws IOException if a log cannot be read, or a sink fails
     */
    public static LogMetrics of(List<ForkResult> forks, Logs logs, LoadContext context, boolean late, Sinks sinks)
            throws IOException {
        List<ForkResult> computed = new ArrayList<>();
        MetricCalculator calculator = new MetricCalculator(context);
        for (ForkResult fork : forks) {
            Optional<Path> log = logs.of(fork);
            if (log.isEmpty()) {
                computed.add(fork);
                continue;
            }
            boolean cutShort = fork.status() != Status.COMPLETED;
            MetricCalculator own = new MetricCalculator(context);
            RequestDigest.Builder digest = new RequestDigest.Builder();
            long busyUntil = fork.ranOutNanos().orElse(Long.MAX_VALUE);
            calculator.begin(fork.measured(), busyUntil, cutShort);
            own.begin(fork.measured(), busyUntil, cutShort);
            try (Sink sink = sinks.of(fork)) {
                RequestLogReader.read(log.get(), request -> {
                    calculator.add(request);
                    own.add(request);
                    digest.add(request);
                    sink.add(request);
                });
            }
            calculator.addNeverMade(fork.neverMade().orElse(List.of()), late);
            own.addNeverMade(fork.neverMade().orElse(List.of()), late);
            computed.add(fork.computed(own.result().pooled(), digest.build()));
        }
        return new LogMetrics(calculator.result(), computed);
    }
}
