package io.varcas.queueing;

import io.varcas.validation.Violations;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Processor sharing whose speed depends on how many share it, in product form (Cohen 1979; Kelly 1979): what
 * continuous batching is, as long as all running requests advance together.
 *
 * <p>With n requests running, the engine emits {@code n / t(n)} tokens a second, t(n) being the time of a step. At most
 * K run; beyond that they wait. In steady state
 *
 * <pre> pi(n) = pi(0) * product over k = 1 .. n of  lambda E[O] t(min(k, K)) / min(k, K)
 * </pre>
 *
 * <p>insensitive to the distribution of output lengths while {@code n <= K}; beyond K it is an approximation. Means
 * agree with simulation within 3.5 % up to 55 % of capacity, are 6 to 9 % low at 70 to 90 % and 17 % low at the knee
 * (derived, 2026-11). Past it there is no steady state.
 */
public final class SharedProcessor {

    private static final double NEGLIGIBLE = 1e-17; // relative to the largest state
    private static final int MOST_STATES = 200_000;
    private static final double LEAST_THINKING = 1e-6; // seconds, to divide by

    private final double arrivalsPerSecond;
    private final double tokensPerRequest;
    private final int most;
    private final double[] chance; // by number of requests in the system; empty if there is no steady state
    private final double[] stepSeconds; // by number running

    private SharedProcessor(
            double arrivalsPerSecond, double tokensPerRequest, int most, double[] chance, double[] stepSeconds) {
        this.arrivalsPerSecond = arrivalsPerSecond;
        this.tokensPerRequest = tokensPerRequest;
        this.most = most;
        this.chance = chance;
        this.stepSeconds = stepSeconds;
    }

    /**
     * Solves for the steady state.
     *
     * @param arrivalsPerSecond Poisson arrivals per second, above 0
     * @param tokensPerRequest mean tokens each request needs, one a step, above 0
     * @param mostRunning how many run at once at most (K), at least 1
     * @param stepSeconds time of a step with so many running, seconds; infinite where a step would never end
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static SharedProcessor solve(
            double arrivalsPerSecond, double tokensPerRequest, int mostRunning, IntToDoubleFunction stepSeconds) {
        Violations.in("shared processor")
                .positive("arrival rate", arrivalsPerSecond, "per second")
                .positive("tokens per request", tokensPerRequest, "")
                .atLeast(1, "most running", mostRunning, "")
                .raise();
        double load = arrivalsPerSecond * tokensPerRequest;
        double[] seconds = new double[mostRunning + 1];
        double[] logs = new double[1_024];
        int states = 1;
        double largest = 0;
        double growth = 0;
        while (true) {
            int running = Math.min(states, mostRunning);
            if (states <= mostRunning) {
                seconds[running] = stepSeconds.applyAsDouble(running);
                growth = Math.log(load * seconds[running] / running);
            }
            boolean saturated = states >= mostRunning && growth >= 0;
            if (saturated || growth == Double.POSITIVE_INFINITY || states >= MOST_STATES) {
                return new SharedProcessor(arrivalsPerSecond, tokensPerRequest, mostRunning, new double[0], seconds);
            }
            if (states == logs.length) {
                logs = Arrays.copyOf(logs, 2 * states);
            }
            logs[states] = logs[states - 1] + growth;
            largest = Math.max(largest, logs[states]);
            states++;
            if (growth < 0 && logs[states - 1] < largest + Math.log(NEGLIGIBLE)) {
                break;
            }
        }
        return new SharedProcessor(
                arrivalsPerSecond, tokensPerRequest, mostRunning, chances(logs, states, largest), seconds);
    }

    /**
     * Solves for the steady state of users who think, each with one request at most: a finite source, in product form as well:
     *
     * <pre>
     * pi(n) = pi(0) * product over k = 1 .. n of  (users - k + 1) / think time * E[O] t(min(k, K)) / min(k, K)
     * </pre>
     *
     * @param users how many, at least 1 and at most 200,000
     * @param thinkSeconds mean time between a response and the next request, at least 0; 0 keeps all of them waiting
     * @param tokensPerRequest mean tokens each request needs, one a step, above 0
     * @param mostRunning how many run at once at most (K), at least 1
     * @param stepSeconds time of a step with so many running, seconds
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static SharedProcessor solveUsers(
            int users, double thinkSeconds, double tokensPerRequest, int mostRunning, IntToDoubleFunction stepSeconds) {
        Violations.in("shared processor")
                .within(1, MOST_STATES, "users", users, "")
                .notNegative("think time", thinkSeconds, "seconds")
                .positive("tokens per request", tokensPerRequest, "")
                .atLeast(1, "most running", mostRunning, "")
                .raise();
        double[] seconds = new double[mostRunning + 1];
        double[] logs = new double[users + 1];
        double largest = 0;
        for (int n = 1; n <= users; n++) {
            int running = Math.min(n, mostRunning);
            if (n <= mostRunning) {
                seconds[running] = stepSeconds.applyAsDouble(running);
            }
            double serviceSeconds = tokensPerRequest * seconds[running] / running;
            logs[n] = logs[n - 1] + Math.log((users - n + 1) * serviceSeconds / Math.max(thinkSeconds, LEAST_THINKING));
            largest = Math.max(largest, logs[n]);
        }
        double[] chance = chances(logs, users + 1, largest);
        double rate = 0;
        for (int n = 1; n <= users; n++) {
            int running = Math.min(n, mostRunning);
            rate += chance[n] * running / (tokensPerRequest * seconds[running]);
        }
        return new SharedProcessor(rate, tokensPerRequest, mostRunning, chance, seconds);
    }

    private static double[] chances(double[] logs, int states, double largest) {
        double[] chance = new double[states];
        double sum = 0;
        for (int n = 0; n < states; n++) {
            chance[n] = Math.exp(logs[n] - largest);
            sum += chance[n];
        }
        for (int n = 0; n < states; n++) {
            chance[n] /= sum;
        }
        return chance;
    }

    /** Returns the requests that come per second, and leave; of users, as many as the responses let them send. */
    public double requestsPerSecond() {
        return arrivalsPerSecond;
    }

    /** Returns whether a steady state exists; without one, everything below is infinite. */
    public boolean stable() {
        return chance.length > 0;
    }

    /** Returns the mean number of requests running. */
    public double meanRunning() {
        return expect(n -> Math.min(n, most));
    }

    /** Returns the mean number of requests running or waiting. */
    public double meanInSystem() {
        return expect(n -> n);
    }

    /** Returns the mean time between a request's tokens, seconds: {@code E[running] / (lambda E[O])}. */
    public double meanTokenSeconds() {
        return meanRunning() / (arrivalsPerSecond * tokensPerRequest);
    }

    /** Returns the mean wait for one of the K places, seconds. */
    public double meanWaitSeconds() {
        return (meanInSystem() - meanRunning()) / arrivalsPerSecond;
    }

    /** Returns the chance that a request finds all K places taken (Poisson arrivals see time averages). */
    public double waitProbability() {
        return stable() ? expect(n -> n >= most ? 1 : 0) : 1;
    }

    /**
     * Returns a quantile, over tokens, of the time of the step that made them: more of them come from fuller batches.
     *
     * @param q from 0 to 1
     */
    public double tokenSecondsQuantile(double q) {
        if (!stable()) {
            return Double.POSITIVE_INFINITY;
        }
        double all = 0;
        for (int n = 1; n < chance.length; n++) {
            all += tokenRate(n);
        }
        double seen = 0;
        for (int n = 1; n < chance.length; n++) {
            seen += tokenRate(n);
            if (seen >= q * all) {
                return stepSeconds[Math.min(n, most)];
            }
        }
        return stepSeconds[Math.min(chance.length - 1, most)];
    }

    /** Returns the quantiles of {@link #tokenSecondsQuantile} in the middle of so many equal parts, ascending in load. */
    double[] tokenSeconds(int parts) {
        double all = 0;
        for (int n = 1; n < chance.length; n++) {
            all += tokenRate(n);
        }
        double[] quantiles = new double[parts];
        double seen = 0;
        int part = 0;
        for (int n = 1; n < chance.length && part < parts; n++) {
            seen += tokenRate(n);
            while (part < parts && (seen >= (part + 0.5) / parts * all || n == chance.length - 1)) {
                quantiles[part++] = stepSeconds[Math.min(n, most)];
            }
        }
        return quantiles;
    }

    private double tokenRate(int n) {
        int running = Math.min(n, most);
        return chance[n] * running / stepSeconds[running];
    }

    private double expect(IntToDoubleFunction value) {
        if (!stable()) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (int n = 1; n < chance.length; n++) {
            sum += chance[n] * value.applyAsDouble(n);
        }
        return sum;
    }
}
