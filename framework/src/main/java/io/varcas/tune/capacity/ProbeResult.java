package io.varcas.tune.capacity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of one run.
 *
 * @param number its place in the search, from 1
 * @param load requests per second, or users
 * @param decision whether the objectives hold at this load
 * @param reason why it ended, in a few words
 * @param warmupSeconds time that was not measured
 * @param measuredSeconds measured time
 * @param spentSeconds time that it took, with start, warm-up and drain
 * @param completedPerSecond requests completed per second of the measured time
 * @param goodputPerSecond those of them within the bounds on percentiles
 * @param inFlight mean number of requests in flight
 * @param limits numbers of each objective, in the order of the search's
 * @param bundle the bundle of its run, relative to the folder of the search; empty if nothing is on disk
 */
public record ProbeResult(
        int number,
        double load,
        Decision decision,
        String reason,
        double warmupSeconds,
        double measuredSeconds,
        double spentSeconds,
        double completedPerSecond,
        double goodputPerSecond,
        double inFlight,
        List<LimitResult> limits,
        Optional<String> bundle) {

    /** The decision of a run. */
    public enum Decision {
        /** All objectives hold. */
        WITHIN,
        /** An objective is broken, or the queue grows without end. */
        BEYOND,
        /** The samples show neither; they count in the fit nevertheless. */
        OPEN,
        /** The numbers are not those of the server; they count nowhere. */
        UNUSABLE;

        /** Returns the word in results. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Decision of(String label) {
            return Arrays.stream(values())
                    .filter(decision -> decision.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no decision is written \"" + label + "\""));
        }
    }

    /**
     * The numbers of one objective.
     *
     * @param objective the objective, as {@code ttft.p95 <= 500.0 ms}
     * @param value the number that it bounds, in its unit; infinite if it falls among failed requests, empty without samples
     * @param n samples
     * @param beyond samples beyond the bound
     * @param designEffect factor by which dependence between the samples makes them fewer
     */
    public record LimitResult(String objective, OptionalDouble value, long n, long beyond, double designEffect) {}

    /** Copies the list. */
    public ProbeResult {
        limits = List.copyOf(limits);
    }
}
