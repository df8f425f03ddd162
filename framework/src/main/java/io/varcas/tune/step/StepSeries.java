package io.varcas.tune.step;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The engine steps in which a batch of sequences decoded together, seen from outside: in each step every sequence gets a token, and the end of
 * the step is the median of their arrivals.
 *
 * @param ends the ends of the steps; the first is that of the step before them
 * @param tokensBefore mean chunks that a sequence had at the first of them
 * @param mostBefore most chunks that a sequence had then
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record StepSeries(long[] ends, double tokensBefore, int mostBefore) {

    /**
     * Finds the steps between two times.
     *
     * @param sequences the tokens of each sequence of the batch; at least one sequence, each with a token
     * @param from a time at which a step ended
     * @param to a later time at which a step ended
     * @return empty if there is no step between them
     */
    static Optional<StepSeries> between(List<TokenTimes> sequences, long from, long to) {
        int[] begins = sequences.stream().mapToInt(times -> times.nearest(from)).toArray();
        int steps = IntStream.range(0, begins.length)
                .map(i -> sequences.get(i).nearest(to) - begins[i])
                .min()
                .orElse(0);
        if (steps < 1 || to <= from) {
            return Optional.empty();
        }
        long[] ends = new long[steps + 1];
        long[] arrivals = new long[begins.length];
        for (int step = 0; step <= steps; step++) {
            for (int i = 0; i < begins.length; i++) {
                arrivals[i] = sequences.get(i).nanos()[begins[i] + step];
            }
            Arrays.sort(arrivals);
            ends[step] = arrivals[(arrivals.length - 1) / 2];
        }
        double before = Arrays.stream(begins).map(begin -> begin + 1).average().orElse(0);
        return Optional.of(
                new StepSeries(ends, before, Arrays.stream(begins).max().orElse(0) + 1));
    }

    int steps() {
        return ends.length - 1;
    }

    double seconds() {
        return (ends[steps()] - ends[0]) / 1e9;
    }

    /** Returns the duration of each step, in milliseconds. */
    List<Double> millis() {
        return IntStream.range(0, steps())
                .mapToObj(i -> Math.max(0, ends[i + 1] - ends[i]) / 1e6)
                .toList();
    }

    /** Returns the mean chunks that a sequence had received before each step. */
    double meanTokens() {
        return tokensBefore + (steps() - 1) / 2.0;
    }
}
