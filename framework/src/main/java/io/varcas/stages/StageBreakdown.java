package io.varcas.stages;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where the time of a trial's requests went.
 *
 * @param source where the server's times come from
 * @param completed requests of the measurement phase that completed
 * @param joined those of them with times of the server; 0 for {@link Source#HISTOGRAMS}, which know sums only
 * @param unattributed time that no stage explains or that several claim, as a share of all E2E, 0 or more; empty for
 *     {@link Source#HISTOGRAMS}
 * @param e2e groups by E2E: all of them, the middle half and the slowest hundredth
 * @param ttft groups by TTFT: all of them, the middle half and those around p99; empty if responses were not streamed
 * @param files tables of single requests, in the bundle
 */
public record StageBreakdown(
        Source source,
        long completed,
        long joined,
        OptionalDouble unattributed,
        List<StageGroup> e2e,
        List<StageGroup> ttft,
        List<String> files) {

    /** Name of the group of all requests. */
    public static final String ALL = "all requests";

    /** Name of the group of the requests between the quartiles. */
    public static final String TYPICAL = "middle half";

    /** Name of the group of the slowest hundredth. */
    public static final String SLOWEST = "slowest 1 %";

    /** Name of the group of the hundredth around the 99th percentile. */
    public static final String AROUND_P99 = "around p99";

    /** Share of E2E that may stay without a stage before reports say so: parts add up within 2 %. */
    public static final double UNATTRIBUTED_LIMIT = 0.02;

    /** Origin of the server's times. */
    public enum Source {
        /** vLLM's {@code --enable-per-request-metrics}: times in each response. */
        REQUEST_METRICS("per-request metrics"),
        /** OpenTelemetry spans of the server. */
        SPANS("OpenTelemetry spans"),
        /** Histograms of the server's {@code /metrics}: sums over all requests, no single ones. */
        HISTOGRAMS("histograms of /metrics");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        /** Returns the name in reports and results. */
        public String label() {
            return label;
        }
    }

    /** Copies the lists. */
    public StageBreakdown {
        e2e = List.copyOf(e2e);
        ttft = List.copyOf(ttft);
        files = List.copyOf(files);
    }

    /** Returns this with the tables of single requests. */
    public StageBreakdown withFiles(List<String> tables) {
        return new StageBreakdown(source, completed, joined, unattributed, e2e, ttft, tables);
    }

    /** Returns a group by E2E. */
    public Optional<StageGroup> e2e(String name) {
        return named(e2e, name);
    }

    /** Returns a group by TTFT. */
    public Optional<StageGroup> ttft(String name) {
        return named(ttft, name);
    }

    /** Returns the stage that grew most from the middle half to the slowest hundredth; empty if single requests are not known. */
    public Optional<Stage> grewMost() {
        Optional<StageGroup> typical = e2e(TYPICAL);
        Optional<StageGroup> slowest = e2e(SLOWEST);
        if (typical.isEmpty() || slowest.isEmpty()) {
            return Optional.empty();
        }
        return slowest.get().millis().keySet().stream()
                .max(Comparator.comparingDouble(
                        stage -> slowest.get().millis(stage) - typical.get().millis(stage)));
    }

    private static Optional<StageGroup> named(List<StageGroup> groups, String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }
}
