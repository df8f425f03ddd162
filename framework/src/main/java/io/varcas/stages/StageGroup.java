package io.varcas.stages;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The mean stages of some requests.
 *
 * @param name which requests, such as {@code slowest 1 %}
 * @param requests how many they are
 * @param totalMillis mean of E2E or TTFT, in ms
 * @param millis mean time in each stage, in ms; they add up to {@code totalMillis}; a stage that is not known is missing
 */
public record StageGroup(String name, long requests, double totalMillis, Map<Stage, Double> millis) {

    /** Copies the times, in the order of the stages. */
    public StageGroup {
        Map<Stage, Double> ordered = new EnumMap<>(Stage.class);
        ordered.putAll(millis);
        millis = Collections.unmodifiableMap(ordered);
    }

    /** Returns the mean time in a stage, in ms; 0 if it is not known. */
    public double millis(Stage stage) {
        return millis.getOrDefault(stage, 0.0);
    }

    /** Returns the share of a stage in the total, 0 to 1 for all but {@link Stage#REST}; 0 if there is no total. */
    public double share(Stage stage) {
        return totalMillis > 0 ? millis(stage) / totalMillis : 0;
    }
}
