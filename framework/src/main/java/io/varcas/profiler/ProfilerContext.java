package io.varcas.profiler;

import io.varcas.transport.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The run a profiler watches.
 *
 * @param server the server under test; absent if there is none
 * @param metricsPages addresses of the servers' metrics, each with the path of its page; empty for {@code /metrics} of the server
 * @param elapsedNanos the clock of the load: nanoseconds since its start, the same that stamp the requests
 * @param period time from sample to sample
 * @param inFlight requests of the load in flight, about a second ago; 1 where that is not known
 * @param folder where a profiler may write files of its own; absent if nothing is kept
 */
public record ProfilerContext(
        Optional<Target> server,
        List<Target> metricsPages,
        LongSupplier elapsedNanos,
        Duration period,
        LongSupplier inFlight,
        Optional<Path> folder) {

    /**
     * Checks the period.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ProfilerContext {
        metricsPages = List.copyOf(metricsPages);
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the period of samples (" + period + ") must be positive");
        }
    }

    /** Creates a context without files, whose server has its metrics at {@code /metrics}. */
    public ProfilerContext(Optional<Target> server, LongSupplier elapsedNanos, Duration period) {
        this(server, List.of(), elapsedNanos, period, () -> 1, Optional.empty());
    }

    /** Returns the same context with addresses of metrics. */
    public ProfilerContext withMetricsPages(List<Target> pages) {
        return new ProfilerContext(server, pages, elapsedNanos, period, inFlight, folder);
    }

    /** Returns the same context with the count of requests in flight. */
    public ProfilerContext withInFlight(LongSupplier count) {
        return new ProfilerContext(server, metricsPages, elapsedNanos, period, count, folder);
    }

    /** Returns the same context with a folder for the files of profilers. */
    public ProfilerContext withFolder(Path files) {
        return new ProfilerContext(server, metricsPages, elapsedNanos, period, inFlight, Optional.of(files));
    }

    /**
     * Returns a context that samples each second.
     *
     * @param server the server under test
     * @param elapsedNanos the clock of the load
     */
    public static ProfilerContext eachSecond(Target server, LongSupplier elapsedNanos) {
        return new ProfilerContext(Optional.of(server), elapsedNanos, Duration.ofSeconds(1));
    }
}
