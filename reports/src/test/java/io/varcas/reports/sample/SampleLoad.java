package io.varcas.reports.sample;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a made-up trial offers.
 *
 * @param params parameters of the trial, by name
 * @param rate requests a second
 * @param users users of a closed loop, in words only: the requests are made the same way
 * @param warmup length of the one warm-up window
 * @param windows measured windows
 * @param window length of each
 * @param forks forks
 * @param meanTokens mean output tokens of a request
 * @param failureShare share of the requests that fail, 0 to 1
 */
public record SampleLoad(
        Map<String, String> params,
        double rate,
        OptionalInt users,
        Duration warmup,
        int windows,
        Duration window,
        int forks,
        int meanTokens,
        double failureShare) {

    /** An open loop of one fork: ten seconds of warm-up, three windows of 30 s. */
    public static SampleLoad open(double rate) {
        return new SampleLoad(
                Map.of("rate", String.valueOf(rate)),
                rate,
                OptionalInt.empty(),
                Duration.ofSeconds(10),
                3,
                Duration.ofSeconds(30),
                1,
                48,
                0.003);
    }

    /** The same with so many requests in all, of so many tokens each. */
    public SampleLoad ofRequests(int requests, int tokens) {
        double seconds = requests / rate;
        return new SampleLoad(
                params,
                rate,
                users,
                Duration.ofMillis((long) (seconds * 100)),
                3,
                Duration.ofMillis((long) (seconds * 300)),
                1,
                tokens,
                failureShare);
    }

    /** The same in so many forks. */
    public SampleLoad inForks(int count) {
        return new SampleLoad(params, rate, users, warmup, windows, window, count, meanTokens, failureShare);
    }

    /** The same with other parameters. */
    public SampleLoad with(Map<String, String> other) {
        return new SampleLoad(other, rate, users, warmup, windows, window, forks, meanTokens, failureShare);
    }

    /** Seconds in which requests are due, in each fork. */
    double seconds() {
        return (warmup.toMillis() + windows * window.toMillis()) / 1e3;
    }
}
