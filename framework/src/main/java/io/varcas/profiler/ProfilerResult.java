package io.varcas.profiler;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of a profiler.
 *
 * @param profiler name of the profiler
 * @param problem why it recorded nothing, or not everything, in one line; absent if all went well
 * @param series numbers over the whole run
 * @param summary the numbers of the measurement phase
 * @param attachments texts kept whole
 * @param files names of files that it wrote into its {@linkplain ProfilerContext#folder() folder}
 */
public record ProfilerResult(
        String profiler,
        Optional<String> problem,
        List<TimeSeries> series,
        List<Reading> summary,
        List<Attachment> attachments,
        List<String> files) {

    /** Creates the result of a profiler that wrote no files itself. */
    public ProfilerResult(
            String profiler,
            Optional<String> problem,
            List<TimeSeries> series,
            List<Reading> summary,
            List<Attachment> attachments) {
        this(profiler, problem, series, summary, attachments, List.of());
    }

    /** Copies the lists. */
    public ProfilerResult {
        series = List.copyOf(series);
        summary = List.copyOf(summary);
        attachments = List.copyOf(attachments);
        files = List.copyOf(files);
    }

    /**
     * Returns the result of a profiler that recorded nothing.
     *
     * @param profiler its name
     * @param problem why
     */
    public static ProfilerResult nothing(String profiler, String problem) {
        return new ProfilerResult(profiler, Optional.of(problem), List.of(), List.of(), List.of());
    }

    /**
     * Returns a number of the summary.
     *
     * @param name name of the reading
     * @return its value; absent if it was not measured
     */
    public OptionalDouble value(String name) {
        return summary.stream()
                .filter(reading -> reading.name().equals(name))
                .map(Reading::value)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }
}
