package io.varcas.result;

import io.varcas.metric.MetricSet;
import io.varcas.metric.Span;
import io.varcas.record.RequestDigest;
import io.varcas.result.identity.JvmIdentity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of one fork.
 *
 * @param index its place among the measured forks, from 0
 * @param seed root of its chance
 * @param status completion status
 * @param error what went wrong, in one line
 * @param stderr last lines of its stderr, if it went wrong
 * @param loadStarted when its load began
 * @param measured its measurement phase, as far as they came; those of a fixed amount of work until its last request
 *     ended
 * @param neverMade requests of an open loop that were due in each measurement iteration and have no record: the client
 *     fell so far
 *     behind, or a cap on the requests in flight held back so many, that they were never made; they count as
 *     unfinished; empty if there are none
 * @param ranOutNanos when the last request of a fixed amount of work was sent, in nanoseconds since the start of the
 *     load; empty if the time
 *     of the load was over first
 * @param jvm the JVM it ran in, if it said so
 * @param requests file of its request records, in the bundle
 * @param profiles results of the profilers, by name
 * @param metrics metrics over its own measurement phase, once computed
 * @param digest hash of the requests it sent, once computed
 */
public record ForkResult(
        int index,
        long seed,
        Status status,
        Optional<String> error,
        List<String> stderr,
        Optional<Instant> loadStarted,
        List<Span> measured,
        Optional<List<Long>> neverMade,
        OptionalLong ranOutNanos,
        Optional<JvmIdentity> jvm,
        String requests,
        Map<String, ProfileResult> profiles,
        Optional<MetricSet> metrics,
        Optional<RequestDigest> digest) {

    /** Copies the collections. */
    public ForkResult {
        stderr = List.copyOf(stderr);
        measured = List.copyOf(measured);
        neverMade = neverMade.map(List::copyOf);
        profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
    }

    /** Returns this with what its records say. */
    public ForkResult computed(MetricSet own, RequestDigest sent) {
        return with(Optional.of(own), Optional.of(sent));
    }

    /** Returns this fork with other metrics. */
    ForkResult with(MetricSet other) {
        return with(Optional.of(other), digest);
    }

    /** Returns this fork without metrics, for a part of a trial: those of the fork are of all its requests. */
    public ForkResult withoutMetrics() {
        return with(Optional.empty(), digest);
    }

    private ForkResult with(Optional<MetricSet> own, Optional<RequestDigest> sent) {
        return new ForkResult(
                index,
                seed,
                status,
                error,
                stderr,
                loadStarted,
                measured,
                neverMade,
                ranOutNanos,
                jvm,
                requests,
                profiles,
                own,
                sent);
    }
}
