package io.varcas.tune.step;

import io.varcas.metric.Origin;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of one cell.
 *
 * @param config what was to be measured
 * @param status whether it was
 * @param reason why it was not, in one line; empty if it was
 * @param origin origin of its numbers
 * @param times the times that were measured
 * @param values the other numbers that were measured
 * @param absent why each number that is missing is missing
 * @param notes what a reader must know of the numbers, one line each
 */
public record StepCell(
        StepConfig config,
        Status status,
        String reason,
        Origin origin,
        Map<StepTimes, TimeSummary> times,
        Map<StepMetric, Double> values,
        Map<StepMetric, String> absent,
        List<String> notes) {

    /** Mean tokens of a chunk above which a chunk is not one token, and so a decode step not one engine step of one token. */
    public static final double BUNDLED = 1.05;

    /** The outcome of a cell. */
    public enum Status {
        /** All of its batches were measured. */
        MEASURED,
        /** It cannot be measured on this server, which was found without sending anything. */
        SKIPPED,
        /** It was tried and gave no result. */
        FAILED,
        /** It was stopped before its end. */
        INTERRUPTED;

        /** Returns the word in files and reports. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the collections. */
    public StepCell {
        times = copy(StepTimes.class, times);
        values = copy(StepMetric.class, values);
        absent = copy(StepMetric.class, absent);
        notes = List.copyOf(notes);
    }

    private static <K extends Enum<K>, V> Map<K, V> copy(Class<K> type, Map<K, V> from) {
        EnumMap<K, V> copy = new EnumMap<>(type);
        copy.putAll(from);
        return Collections.unmodifiableMap(copy);
    }

    /** Creates the result of a cell without numbers. */
    static StepCell without(StepConfig config, Status status, String reason, Origin origin) {
        return new StepCell(config, status, reason, origin, Map.of(), Map.of(), Map.of(), List.of());
    }

    /** Returns times of a kind; empty if none were measured. */
    public Optional<TimeSummary> find(StepTimes kind) {
        return Optional.ofNullable(times.get(kind));
    }

    /** Returns a number; empty if it was not measured. */
    public OptionalDouble find(StepMetric metric) {
        Double value = values.get(metric);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Returns whether it has numbers. */
    public boolean isMeasured() {
        return status == Status.MEASURED;
    }

    /** Returns the same cell with a number, or with the reason of its absence. */
    StepCell with(StepMetric metric, OptionalDouble value, String why) {
        Map<StepMetric, Double> more = new EnumMap<>(StepMetric.class);
        more.putAll(values);
        Map<StepMetric, String> missing = new EnumMap<>(StepMetric.class);
        missing.putAll(absent);
        missing.remove(metric);
        if (value.isPresent()) {
            more.put(metric, value.getAsDouble());
        } else {
            missing.put(metric, why);
        }
        return new StepCell(config, status, reason, origin, times, more, missing, notes);
    }
}
