package io.varcas.tune.capacity;

import io.varcas.tune.capacity.CrossingFit.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Everything that the runs of a search have shown so far, and what follows from it. */
final class Knowledge {

    /** Design effect of samples of a loaded server before any run has shown it, and the blocks that this guess is worth. */
    private static final double USUAL_EFFECT = 3;

    private static final double EFFECT_WORTH = 8;

    /** Correlation of a block with the next one before any run has shown it, and the blocks that this guess is worth. */
    private static final double USUAL_CORRELATION = 0.3;

    private static final double CORRELATION_WORTH = 15;
    private static final double MOST_CORRELATION = 0.7;

    /** Ratio of loads up to which the curve is taken as logistic; beyond it a run counts little. */
    private static final double NEAR = Math.log(1.25);

    private static final double FAR_WEIGHT = 0.5;

    private final List<LoadLimit> limits;
    private final LoadAxis axis;
    private final boolean conversations;
    private final List<Measured> probes = new ArrayList<>();
    private @Nullable CrossingFit fit;

    private record Measured(double load, ProbeReading reading, List<BlockShares> shares) {}

    /**
     * Creates it.
     *
     * @param limits the limits
     * @param axis what is varied
     * @param conversations whether an arrival can be followed by further requests
     */
    Knowledge(List<LoadLimit> limits, LoadAxis axis, boolean conversations) {
        this.limits = limits;
        this.axis = axis;
        this.conversations = conversations;
    }

    void add(double load, ProbeReading reading) {
        List<BlockShares> shares = reading.samples().stream()
                .map(samples -> new BlockShares(samples.sizes(), samples.beyond()))
                .toList();
        probes.add(new Measured(load, reading, shares));
        fit = null;
    }

    boolean isEmpty() {
        return probes.isEmpty();
    }

    /** Returns the greatest load at which all limits hold; 0 if there is none. */
    double within() {
        return loads(probe -> probe.reading.decision() == StoppingRule.Decision.WITHIN)
                .max()
                .orElse(0);
    }

    /** Returns the least load at which they do not; infinite if there is none. */
    double beyond() {
        return loads(probe -> probe.reading.decision() == StoppingRule.Decision.BEYOND)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private DoubleStream loads(Predicate<Measured> which) {
        return probes.stream().filter(which).mapToDouble(Measured::load);
    }

    /** Returns the greatest throughput of a run beyond the capacity: the server does no more than about this. */
    double mostCompleted() {
        return probes.stream()
                .filter(probe -> probe.reading.decision() == StoppingRule.Decision.BEYOND)
                .mapToDouble(probe -> probe.reading.completedPerSecond())
                .max()
                .orElse(0);
    }

    /** Returns the time that most requests took at the load nearest to one; 0 if none has ended. */
    double typicalSeconds(double load) {
        double distance = Double.POSITIVE_INFINITY;
        double typical = 0;
        for (Measured probe : probes) {
            double away = Math.abs(Math.log(probe.load / load));
            if (away < distance && probe.reading.typicalSeconds() > 0) {
                distance = away;
                typical = probe.reading.typicalSeconds();
            }
        }
        return typical;
    }

    /** Returns the design effect of each limit: the ratios of variances that the runs have shown, and the usual one. */
    double[] effects() {
        double[] effects = new double[limits.size()];
        for (int i = 0; i < effects.length; i++) {
            double sum = EFFECT_WORTH * USUAL_EFFECT;
            double weight = EFFECT_WORTH;
            for (Measured probe : probes) {
                OptionalDouble ratio = probe.reading.samples().get(i).varianceRatio();
                double blocks = probe.reading.samples().get(i).filledBlocks() - 1.0;
                sum += blocks * ratio.orElse(0);
                weight += ratio.isPresent() ? blocks : 0;
            }
            effects[i] = Math.max(1, sum / weight);
        }
        return effects;
    }

    /**
     * Returns the fit of the crossing.
     *
     * @throws IllegalStateException if no run has shown a number of any limit
     */
    CrossingFit fit() {
        CrossingFit known = fit;
        if (known == null) {
            known = fitted();
            fit = known;
        }
        return known;
    }

    private CrossingFit fitted() {
        List<List<Evidence>> all = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            all.add(evidence(i));
        }
        all.add(growth());
        all.removeIf(List::isEmpty);
        if (all.isEmpty()) {
            throw new IllegalStateException("no run has shown a number");
        }
        double middle = Math.log(CrossingFit.of(all).load(0.5));
        return CrossingFit.of(all.stream()
                .map(evidence ->
                        evidence.stream().map(one -> nearer(one, middle)).toList())
                .toList());
    }

    private static Evidence nearer(Evidence one, double logCrossing) {
        boolean far = Math.abs(one.logLoad() - logCrossing) > NEAR;
        return far && !(one instanceof CrossingFit.Side) ? one.weighing(FAR_WEIGHT * one.weight()) : one;
    }

    private List<Evidence> evidence(int limit) {
        List<Evidence> evidence = new ArrayList<>();
        OptionalDouble allowed = limits.get(limit).allowed();
        double correlation = correlation(limit);
        double weight = (1 - correlation) / (1 + correlation);
        double[] atBound = new double[BlockShares.SPREADS.length];
        for (int i = 0; i < atBound.length && allowed.isPresent(); i++) {
            atBound[i] = BlockShares.logitOf(allowed.getAsDouble(), i);
        }
        for (Measured probe : probes) {
            LimitSamples samples = probe.reading.samples().get(limit);
            double at = logLoad(probe.load, samples.arrivals(), samples.seconds());
            if (samples.n() > 0 && allowed.isPresent()) {
                evidence.add(new CrossingFit.Share(at, weight, probe.shares.get(limit), atBound));
            } else if (samples.n() > 0 && Double.isFinite(samples.marginError())) {
                evidence.add(new CrossingFit.Mean(at, weight, samples.margin(), samples.marginError()));
            }
        }
        return evidence;
    }

    /** Returns the correlation of blocks that follow each other, which makes them worth less. */
    private double correlation(int limit) {
        double products = USUAL_CORRELATION * CORRELATION_WORTH;
        double squares = CORRELATION_WORTH;
        for (Measured probe : probes) {
            double[] residuals = probe.reading.samples().get(limit).residuals();
            for (int i = 1; i < residuals.length; i++) {
                products += residuals[i - 1] * residuals[i];
                squares += (residuals[i - 1] * residuals[i - 1] + residuals[i] * residuals[i]) / 2;
            }
        }
        return Math.max(0, Math.min(MOST_CORRELATION, products / squares));
    }

    /** Above some rate the queue grows without end, whatever a run that has just begun to grow shows of latencies. */
    private List<Evidence> growth() {
        List<Evidence> evidence = new ArrayList<>();
        boolean any = probes.stream().anyMatch(probe -> probe.reading.growth().isPresent());
        for (Measured probe : probes) {
            boolean grows = probe.reading.growth().isPresent();
            // One that ended because an objective was broken has not shown whether its queue would have grown.
            if (any && (grows || probe.reading.decision() != StoppingRule.Decision.BEYOND)) {
                double at = logLoad(probe.load, probe.reading.arrivals(), probe.reading.seconds());
                evidence.add(new CrossingFit.Side(at, 1, grows));
            }
        }
        return evidence;
    }

    /**
     * Returns the logarithm of the load that a run really offered. Of a rate, the number of requests that came tells it better than the
     * rate that was set, from which it differs by chance.
     */
    private double logLoad(double load, long arrivals, double seconds) {
        double expected = load * seconds * requestsPerArrival();
        return Math.log(axis == LoadAxis.RATE && arrivals > 0 && expected > 0 ? load * arrivals / expected : load);
    }

    private double requestsPerArrival() {
        if (!conversations) {
            return 1;
        }
        double arrivals = 0;
        double expected = 0;
        for (Measured probe : probes) {
            arrivals += probe.reading.arrivals();
            expected += probe.load * probe.reading.seconds();
        }
        return arrivals / expected;
    }
}
