package io.varcas.setting;

import io.varcas.annotation.Arrivals;
import io.varcas.annotation.ClosedLoop;
import io.varcas.annotation.OpenLoop;
import io.varcas.setting.type.SettingType;
import io.varcas.setting.type.TimedRate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings that say when requests are due: those of an open loop, and those of a closed one. */
public final class LoadSettings {

    private static final double LARGEST = 1e9;

    /** Process of an open loop's arrivals. */
    static final Setting<Arrivals> ARRIVALS =
            open("arrivals", SettingType.choice(Arrivals.class), Arrivals.POISSON, "open loop: arrival process");

    /** Open loop: mean arrivals per second. */
    static final Setting<Double> RATE = open("rate", SettingType.positive(), 1.0, "open loop: mean arrival rate, 1/s");

    /** Gamma arrivals: shape of the gaps. */
    public static final Setting<Double> BURSTINESS = open(
            "burstiness", SettingType.positive(), 1.0, "gamma arrivals: shape of the gaps; below 1 arrivals cluster");

    /** Hawkes arrivals: rate without any past; 0 to follow from the mean rate. */
    public static final Setting<Double> BASE = open(
            "base",
            SettingType.number(0, LARGEST),
            0.0,
            "Hawkes arrivals: base rate, 1/s; 0 derives it from the mean rate");

    /** Hawkes arrivals: jump of the rate at each arrival. */
    public static final Setting<Double> EXCITATION = open(
            "excitation",
            SettingType.number(0, LARGEST),
            0.5,
            "Hawkes arrivals: increase of the rate at each arrival, 1/s; must be below the decay");

    /** Hawkes arrivals: rate at which a jump dies away. */
    public static final Setting<Double> DECAY =
            open("decay", SettingType.positive(), 1.0, "Hawkes arrivals: decay rate of an increase, 1/s");

    /** Cyclical arrivals: swing about the mean rate. */
    public static final Setting<Double> AMPLITUDE = open(
            "amplitude", SettingType.number(0, LARGEST), 0.0, "cyclical arrivals: amplitude around the mean rate, 1/s");

    /** Cyclical arrivals: length of one cycle. */
    public static final Setting<Duration> PERIOD =
            open("period", SettingType.duration(), Duration.ofMinutes(1), "cyclical arrivals: length of one cycle");

    /** Ramp and steps: rates and when they are reached. */
    public static final Setting<List<TimedRate>> RATES = open(
            "rates",
            new TimedRate.ListType(),
            List.of(),
            "ramp and steps: times from the start of the measurement and rates (1/s): 0s:5 30s:20");

    /** Burst: requests in one instant. */
    public static final Setting<Integer> BURST =
            open("burst", SettingType.wholeNumber(1, 1_000_000), 10, "burst: requests per burst");

    /** Burst: time between bursts; 0 for a single one. */
    public static final Setting<Duration> EVERY = open(
            "every", SettingType.durationOrZero(), Duration.ZERO, "burst: time between bursts; 0s for a single burst");

    /** Closed loop: users. */
    static final Setting<Integer> USERS = closed(
            "users",
            SettingType.wholeNumber(1, 1_000_000),
            1,
            "closed loop: number of users, each with one batch in flight");

    /** Closed loop: requests of a user at once. */
    public static final Setting<Integer> BATCH = closed(
            "batch",
            SettingType.wholeNumber(1, 1_000_000),
            1,
            "closed loop: requests that a user sends at once; the next batch follows when all have ended");

    /** Closed loop: pause of a user after an output. */
    static final Setting<Duration> THINK_TIME = closed(
            "thinkTime", SettingType.durationOrZero(), Duration.ZERO, "closed loop: pause of a user after a response");

    /** Closed loop: time over which users join. */
    public static final Setting<Duration> RAMP_UP = closed(
            "rampUp", SettingType.durationOrZero(), Duration.ZERO, "closed loop: time over which the users join");

    /** Open loop: most requests in flight; 0 for no cap. */
    public static final Setting<Integer> MAX_CONCURRENCY = open(
            "maxConcurrency",
            SettingType.wholeNumber(0, 1_000_000),
            0,
            "open loop: maximum of requests in flight, others wait in the client (client.queue); 0: no limit");

    /** Requests of the measurement phase, or conversations where they have turns, after which a load of any kind ends. */
    public static final Setting<Integer> REQUESTS = new Setting<>(
            "requests",
            SettingType.wholeNumber(0, Integer.MAX_VALUE),
            Optional.of(0),
            Optional.empty(),
            "number of requests in the measurement phase of a fork (conversations if session.turns > 1), after"
                    + " which the load ends; 0: no limit");

    /** First requests that end a load if all of them fail the same way. */
    public static final Setting<Integer> FAILURES_STOP = new Setting<>(
            "failures.stop",
            SettingType.wholeNumber(0, Integer.MAX_VALUE),
            Optional.of(20),
            Optional.empty(),
            "number of identical failures at the start that stops the load; 0: never stop");

    private static final List<Setting<?>> OPEN =
            List.of(ARRIVALS, RATE, BURSTINESS, BASE, EXCITATION, DECAY, AMPLITUDE, PERIOD, RATES, BURST, EVERY);

    private static final List<Setting<?>> CLOSED = List.of(USERS, BATCH, THINK_TIME, RAMP_UP);

    private LoadSettings() {}

    /**
     * Returns the maximum number of requests, without later turns, of the measurement phase; {@link Long#MAX_VALUE}
     * if there is no limit.
     */
    public static long mostRequests(ResolvedSettings settings) {
        int requests = settings.get(REQUESTS);
        return requests == 0 ? Long.MAX_VALUE : requests;
    }

    /** Returns the settings of a load of any kind. */
    static List<Setting<?>> any() {
        return List.of(MAX_CONCURRENCY, REQUESTS, FAILURES_STOP);
    }

    /** Returns the settings of an open loop. */
    public static List<Setting<?>> open() {
        return OPEN;
    }

    /** Returns the settings of a closed loop. */
    public static List<Setting<?>> closed() {
        return CLOSED;
    }

    /** Returns the settings of an open loop that a process of arrivals has a use for. */
    public static List<Setting<?>> of(Arrivals arrivals) {
        return switch (arrivals) {
            case POISSON, CONSTANT -> List.of(ARRIVALS, RATE);
            case GAMMA -> List.of(ARRIVALS, RATE, BURSTINESS);
            case HAWKES -> List.of(ARRIVALS, RATE, BASE, EXCITATION, DECAY);
            case CYCLICAL -> List.of(ARRIVALS, RATE, AMPLITUDE, PERIOD);
            case RAMP, STEPS -> List.of(ARRIVALS, RATES);
            case BURST -> List.of(ARRIVALS, BURST, EVERY);
            case REPLAY -> List.of(ARRIVALS);
        };
    }

    private static <T> Setting<T> open(String name, SettingType<T> type, T defaultValue, String meaning) {
        return Setting.of(name, OpenLoop.class, name, type, defaultValue, meaning);
    }

    private static <T> Setting<T> closed(String name, SettingType<T> type, T defaultValue, String meaning) {
        return Setting.of(name, ClosedLoop.class, name, type, defaultValue, meaning);
    }
}
