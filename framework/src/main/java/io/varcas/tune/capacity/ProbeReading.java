package io.varcas.tune.capacity;

import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.tune.capacity.StoppingRule.Decision;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of a run at one time, and the decision they support.
 *
 * @param decision whether all limits hold at this load
 * @param samples samples of each limit
 * @param growth rise of the requests in flight, if the queue grows without end
 * @param arrivals requests due in the measured time
 * @param seconds length of the measured time
 * @param typicalSeconds time that most completed requests took
 * @param completedPerSecond requests that completed in the measured time
 * @param goodPerSecond those of them within the bounds of all limits on percentiles
 * @param inFlight mean number of requests in flight in the measured time
 */
record ProbeReading(
        Decision decision,
        List<LimitSamples> samples,
        Optional<QueueGrowth> growth,
        long arrivals,
        double seconds,
        double typicalSeconds,
        double completedPerSecond,
        double goodPerSecond,
        double inFlight) {

    /** Fewest measured seconds, and fewest samples, before a bound is taken as kept. */
    private static final double LEAST_SECONDS = 3;

    private static final int LEAST_SAMPLES = 10;

    /** Times as long as most requests take that a run must measure before a bound is taken as kept. */
    private static final double LEAST_LENGTHS = 1.5;

    /** Standard errors by which a mean must be off its bound; above 1.96, because it is looked at every second. */
    private static final double MEAN_ERRORS = 3;

    private static final double TYPICAL = 0.9;

    /** Measured seconds that show the growth of a queue far above the capacity, and blocks that show it near the capacity. */
    private static final double FEW_SECONDS = 6;

    private static final double GROWTH_BLOCKS = 4;

    /**
     * Reads.
     *
     * @param limits the limits
     * @param look the state of the run
     * @param axis the number that is searched over
     * @param load its value
     * @param rule decides on bounds on percentiles
     * @param effects design effect of each limit
     * @param blockSeconds length of the blocks of samples
     * @param quick whether a few samples well within the bounds are enough, because the load is far from where the capacity is looked for
     */
    static ProbeReading of(
            List<LoadLimit> limits,
            ProbeLook look,
            LoadAxis axis,
            double load,
            StoppingRule rule,
            double[] effects,
            double blockSeconds,
            boolean quick) {
        double typical = typicalSeconds(look);
        List<LimitSamples> samples = limits.stream()
                .map(limit -> LimitSamples.of(limit, look, typical, blockSeconds))
                .toList();
        Optional<QueueGrowth> growth = axis == LoadAxis.RATE
                ? QueueGrowth.of(
                        look.inFlight(),
                        look.warmupSeconds(),
                        Math.min(look.seconds(), look.measuredEndSeconds()),
                        load,
                        quick ? FEW_SECONDS : blockSeconds * GROWTH_BLOCKS)
                : Optional.empty();
        boolean settled = look.measuredSeconds() >= Math.max(LEAST_SECONDS, LEAST_LENGTHS * typical);
        Decision decision = decide(samples, rule, effects, settled, growth.isPresent());
        if (quick && settled && decision == Decision.OPEN && samples.stream().allMatch(LimitSamples::isFarWithin)) {
            decision = Decision.WITHIN;
        }
        double from = look.warmupSeconds();
        double until = Math.min(look.seconds(), look.measuredEndSeconds());
        long arrivals = 0;
        long completed = 0;
        long good = 0;
        for (RequestRecord request : look.ended()) {
            double due = request.intendedNanos() * 1e-9;
            arrivals += due >= from && due < until ? 1 : 0;
            double ended = request.closedNanos() * 1e-9;
            if (request.outcome() == Outcome.COMPLETED && ended >= from && ended < until) {
                completed++;
                good += isGood(request, limits) ? 1 : 0;
            }
        }
        double seconds = Math.max(1e-9, until - from);
        return new ProbeReading(
                decision,
                samples,
                growth,
                arrivals,
                seconds,
                typical,
                completed / seconds,
                good / seconds,
                meanInFlight(look.inFlight(), from, until));
    }

    private static Decision decide(
            List<LimitSamples> samples, StoppingRule rule, double[] effects, boolean settled, boolean grows) {
        boolean within = settled;
        boolean beyond = grows;
        for (int i = 0; i < samples.size(); i++) {
            Decision one = decide(samples.get(i), rule, rule == StoppingRule.MLPERF ? 1 : effects[i]);
            within &= one == Decision.WITHIN;
            beyond |= one == Decision.BEYOND;
        }
        return beyond ? Decision.BEYOND : within ? Decision.WITHIN : Decision.OPEN;
    }

    private static Decision decide(LimitSamples samples, StoppingRule rule, double effect) {
        if (samples.n() < LEAST_SAMPLES) {
            return Decision.OPEN;
        }
        if (samples.limit().allowed().isPresent()) {
            return rule.decide(
                    samples.countBeyond() / effect,
                    samples.n() / effect,
                    samples.limit().allowed().getAsDouble());
        }
        double margin = samples.margin();
        return Math.abs(margin) < MEAN_ERRORS * samples.marginError()
                ? Decision.OPEN
                : margin > 0 ? Decision.BEYOND : Decision.WITHIN;
    }

    private static boolean isGood(RequestRecord request, List<LoadLimit> limits) {
        return limits.stream()
                .filter(limit -> limit.allowed().isPresent())
                .noneMatch(limit -> limit.samples(request).anyMatch(limit::isBeyond));
    }

    private static double typicalSeconds(ProbeLook look) {
        double[] lengths = look.ended().stream()
                .filter(request -> request.outcome() == Outcome.COMPLETED)
                .mapToDouble(request -> (request.closedNanos() - request.intendedNanos()) * 1e-9)
                .sorted()
                .toArray();
        return lengths.length == 0 ? 0 : lengths[(int) (TYPICAL * (lengths.length - 1))];
    }

    private static double meanInFlight(double[] inFlight, double from, double until) {
        double sum = 0;
        int count = 0;
        for (int i = (int) Math.ceil(from); i < Math.min(inFlight.length, until); i++) {
            sum += inFlight[i];
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }
}
