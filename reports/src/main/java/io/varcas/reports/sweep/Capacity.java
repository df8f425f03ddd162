package io.varcas.reports.sweep;

import io.varcas.result.RunVerdict;
import java.util.List;
import java.util.Optional;

/**
 * The most load on a line of a sweep at which every objective was met. Only valid trials count whose verdict is MET at the confidence of
 * the run; an undecided trial is no recommendation.
 *
 * @param line the trials that differ in nothing but the load, smallest load first
 * @param best the trial with the most load within the objectives
 * @param next the trial with the next higher load, if one was tried
 */
public record Capacity(List<SweepPoint> line, Optional<SweepPoint> best, Optional<SweepPoint> next) {

    /** Copies the list. */
    public Capacity {
        line = List.copyOf(line);
    }

    /** Finds the most load within the objectives. */
    public static Capacity of(List<SweepPoint> line) {
        int best = -1;
        for (int i = 0; i < line.size(); i++) {
            if (line.get(i).trial().verdict() == RunVerdict.MET) {
                best = i;
            }
        }
        return new Capacity(
                line,
                best < 0 ? Optional.empty() : Optional.of(line.get(best)),
                best + 1 < line.size() ? Optional.of(line.get(best + 1)) : Optional.empty());
    }

    /** Returns whether any trial has an objective. */
    public boolean isJudged() {
        return line.stream().anyMatch(point -> !point.trial().objectives().isEmpty());
    }

    /** Returns the trials with less load than the best that are not within the objectives: a sign of noise, or of a cold server. */
    public List<SweepPoint> notBelow() {
        return line.stream()
                .takeWhile(point -> best.filter(point::equals).isEmpty())
                .filter(point -> best.isPresent())
                .filter(point -> point.trial().verdict() != RunVerdict.MET)
                .toList();
    }
}
