package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A rate over time made of straight pieces, and its Poisson arrivals by exact inversion: with {@code L(t)} the integral
 * of the rate, the k-th arrival is where {@code L} reaches the k-th point of a unit-rate Poisson process. Within a piece
 * of starting rate r and slope a, the time to gather mass m solves {@code r x + a x^2 / 2 = m}:
 *
 * <pre>
 * x = 2 m / (r + sqrt(r^2 + 2 a m))
 * </pre>
 *
 * the form of the root that stays exact as a goes to 0. After the last point its rate holds for ever.
 */
final class RateProfile {

    private final double[] startSeconds;
    private final double[] startRate;
    private final double[] slope;

    private RateProfile(List<RatePoint> points, boolean straightLines) {
        int n = points.size();
        startSeconds = points.stream().mapToDouble(p -> Timing.seconds(p.at())).toArray();
        startRate = points.stream().mapToDouble(RatePoint::ratePerSecond).toArray();
        slope = new double[n];
        for (int i = 0; straightLines && i + 1 < n; i++) {
            slope[i] = (startRate[i + 1] - startRate[i]) / (startSeconds[i + 1] - startSeconds[i]);
        }
    }

    static RateProfile linear(List<RatePoint> points) {
        return new RateProfile(points, true);
    }

    static RateProfile constant(List<RatePoint> points) {
        return new RateProfile(points, false);
    }

    static void check(String subject, List<RatePoint> points) {
        Violations faults = Violations.in(subject);
        if (points.isEmpty()) {
            faults.find("no rates were given; give at least one, at 0 seconds");
        } else if (!points.get(0).at().isZero()) {
            faults.find("the first rate holds from "
                    + Timing.seconds(points.get(0).at()) + " s; it must hold from 0 seconds");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).at().compareTo(points.get(i - 1).at()) <= 0) {
                faults.find("rate [" + i + "] is at "
                        + Timing.seconds(points.get(i).at()) + " s, not after rate [" + (i - 1) + "] at "
                        + Timing.seconds(points.get(i - 1).at()) + " s; put them in order of time");
            }
        }
        faults.thenFindIf(
                points.stream().allMatch(point -> point.ratePerSecond() == 0),
                "every rate is 0, so nothing ever arrives; give at least one above 0");
        faults.raise();
    }

    ArrivalSequence sequence(Seed seed) {
        return new Inversion(new Sampler(seed));
    }

    private final class Inversion implements ArrivalSequence {

        private final Sampler chance;
        private int piece;
        private double intoPiece; // seconds
        private double nextSeconds;

        Inversion(Sampler chance) {
            this.chance = chance;
            advance();
        }

        @Override
        public boolean hasNext() {
            return nextSeconds < Double.POSITIVE_INFINITY;
        }

        @Override
        public long nextNanos() {
            if (!hasNext()) {
                throw new NoSuchElementException("the rate has fallen to 0 for good");
            }
            long nanos = Timing.nanos(nextSeconds);
            advance();
            return nanos;
        }

        private void advance() {
            double mass = chance.exponential();
            while (true) {
                double rate = startRate[piece] + slope[piece] * intoPiece;
                boolean last = piece == startRate.length - 1;
                double left =
                        last ? Double.POSITIVE_INFINITY : startSeconds[piece + 1] - startSeconds[piece] - intoPiece;
                double massLeft = last ? (rate > 0 ? left : 0) : left * (rate + slope[piece] * left / 2);
                if (mass < massLeft) {
                    double root = StrictMath.sqrt(Math.max(0, rate * rate + 2 * slope[piece] * mass));
                    intoPiece += mass == 0 ? 0 : Math.min(left, 2 * mass / (rate + root));
                    nextSeconds = startSeconds[piece] + intoPiece;
                    return;
                }
                if (last) {
                    nextSeconds = Double.POSITIVE_INFINITY;
                    return;
                }
                mass -= massLeft;
                piece++;
                intoPiece = 0;
            }
        }
    }
}
