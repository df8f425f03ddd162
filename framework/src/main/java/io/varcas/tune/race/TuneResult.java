package io.varcas.tune.race;

import io.varcas.tune.race.Field.BatchForecast;
import io.varcas.tune.race.TuneJournal.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The result of tuning.
 *
 * @param workload name of the workload
 * @param target target without the flags of the contenders
 * @param simulated whether the server is the embedded simulator
 * @param aim number that was to be improved
 * @param outcome the outcome
 * @param explanation the outcome in one line
 * @param standings contenders at the end of the race, the baseline first
 * @param points measured throughput and latency of each contender that was measured
 * @param winner contender that won the race and was confirmed; empty if none was better in the race
 * @param confirmation the winner against the baseline in runs of their own; empty if there was no winner
 * @param accuracy the outputs of the winner against those of the baseline, in one line; empty if they were not graded
 * @param command command that starts the winner; empty if it is not known or there is none
 * @param batches forecasts of several batch sizes
 * @param runs all runs, in the order in which they were made
 * @param notes what must be known of all this
 * @param folder folder of the runs
 */
public record TuneResult(
        String workload,
        String target,
        boolean simulated,
        Aim aim,
        TuneOutcome outcome,
        String explanation,
        List<Standing> standings,
        List<Point> points,
        Optional<Contender> winner,
        Optional<Confirmation> confirmation,
        Optional<String> accuracy,
        Optional<String> command,
        List<BatchForecast> batches,
        List<Entry> runs,
        List<String> notes,
        Path folder) {

    /**
     * Means of the runs of a contender.
     *
     * @param name its name
     * @param outputPerSecond output tokens a second
     * @param latencyMillis latency of the aim
     * @param runs runs that they are means of
     */
    public record Point(String name, double outputPerSecond, double latencyMillis, int runs) {

        /** Returns whether another has at least as much throughput and at most the latency, and is better in one of them. */
        boolean isDominatedBy(Point other) {
            return other.outputPerSecond >= outputPerSecond
                    && other.latencyMillis <= latencyMillis
                    && (other.outputPerSecond > outputPerSecond || other.latencyMillis < latencyMillis);
        }
    }

    /** Copies the lists. */
    public TuneResult {
        standings = List.copyOf(standings);
        points = List.copyOf(points);
        batches = List.copyOf(batches);
        runs = List.copyOf(runs);
        notes = List.copyOf(notes);
    }

    /** Returns the points that no other dominates: more throughput costs latency there. */
    public List<Point> front() {
        return points.stream()
                .filter(one -> points.stream().noneMatch(one::isDominatedBy))
                .toList();
    }
}
