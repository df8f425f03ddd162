package io.varcas.tune.race;

import io.varcas.stats.Interval;
import io.varcas.stats.StudentT;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A race of configurations: in each round every one that is still in is measured once, under the same requests. After a round those are
 * out that are worse than the leader beyond doubt (a t-interval of the paired differences, at a confidence that all comparisons of the race
 * share; Maron and Moore, The Racing Algorithm, 1997), that break an objective in two rounds although the baseline does not, or that could not be measured. The
 * baseline stays in.
 */
final class Race {

    /** A measurement of a contender in a round. */
    interface Track {

        /**
         * Measures.
         *
         * @return how it ended
         * @throws IOException if the result cannot be written
         */
        Lap run(Contender contender, int round) throws IOException;

        /** Returns whether there is time for a lap more. */
        boolean hasTime();
    }

    /**
     * The end of a measurement.
     *
     * @param score score; empty if the goal was not measured
     * @param breaks whether an objective was broken
     * @param failure why nothing was measured; empty if something was
     */
    record Lap(OptionalDouble score, boolean breaks, Optional<String> failure) {}

    /** Rounds with a broken objective after which a contender is out. */
    private static final int MOST_BROKEN = 2;

    /** Fewest pairs that a difference is judged by. */
    private static final int FEWEST = 3;

    private final List<Standing> standings = new ArrayList<>();
    private final int mostRounds;
    private final double confidence;
    private int rounds;

    /**
     * Sets a race up.
     *
     * @param contenders contenders besides the baseline
     * @param mostRounds rounds at most, at least 1
     * @param confidence confidence that none is dropped that is as good as the leader
     */
    Race(List<Contender> contenders, int mostRounds, double confidence) {
        standings.add(Standing.of(Contender.BASELINE));
        contenders.forEach(one -> standings.add(Standing.of(one)));
        this.mostRounds = mostRounds;
        double comparisons = (double) Math.max(1, contenders.size()) * mostRounds;
        this.confidence = 1 - 2 * (1 - confidence) / comparisons; // one-sided, shared by all comparisons (Bonferroni)
    }

    /** Returns the standings, the baseline first. */
    List<Standing> standings() {
        return List.copyOf(standings);
    }

    int rounds() {
        return rounds;
    }

    /**
     * Runs the race.
     *
     * @return whether it came to its end; not if there was no time left
     */
    boolean run(Track track) throws IOException {
        while (rounds < mostRounds && inRace() > 1) {
            List<Integer> order = order();
            for (int place : order) {
                if (!track.hasTime()) {
                    return false;
                }
                Standing standing = standings.get(place);
                Lap lap = track.run(standing.contender(), rounds);
                Standing next = standing.with(lap.score(), lap.breaks());
                standings.set(place, lap.failure().map(next::out).orElse(next));
            }
            rounds++;
            judge();
        }
        return true;
    }

    /** Every second round runs in the reverse order, so that what drifts with time favours nobody. */
    private List<Integer> order() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < standings.size(); i++) {
            if (standings.get(i).isIn()) {
                order.add(i);
            }
        }
        if (rounds % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }

    private long inRace() {
        return standings.stream().filter(Standing::isIn).count();
    }

    /** Returns the best contender that is in; empty if there is none. */
    Optional<Standing> leader() {
        return standings.stream()
                .filter(one -> one.isIn() && !one.contender().isBaseline())
                .filter(one -> one.mean() > Double.NEGATIVE_INFINITY)
                .max(Comparator.comparingDouble(Standing::mean));
    }

    private void judge() {
        boolean baselineBreaks = standings.get(0).broken() >= MOST_BROKEN;
        Standing best = standings.stream()
                .filter(Standing::isIn)
                .filter(one -> baselineBreaks || one.broken() < MOST_BROKEN)
                .max(Comparator.comparingDouble(Standing::mean))
                .orElse(standings.get(0));
        for (int i = 1; i < standings.size(); i++) {
            Standing one = standings.get(i);
            if (!one.isIn()) {
                continue;
            }
            if (one.broken() >= MOST_BROKEN && !baselineBreaks) {
                standings.set(i, one.out("broke an objective in " + one.broken() + " of " + rounds + " rounds"));
            } else if (!one.equals(best)) {
                worse(one, best).ifPresent(reason -> standings.set(standings.indexOf(one), one.out(reason)));
            }
        }
    }

    private Optional<String> worse(Standing one, Standing best) {
        double[] behind = one.behind(best);
        if (behind.length < FEWEST) {
            return Optional.empty();
        }
        Interval interval = StudentT.interval(behind, confidence);
        if (!(interval.low() > 0)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "worse than %s by %.1f %% at least, after %d rounds",
                best.contender().name(),
                100 * (1 - Math.exp(-interval.low())),
                behind.length));
    }
}
