package io.varcas.runner.trial;

import io.varcas.annotation.Profile;
import io.varcas.profiler.ReadingNames;
import io.varcas.result.ForkResult;
import io.varcas.result.TrafficResult;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.validity.RunConditions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The conditions of a run as its profilers observed them: the worst value over all forks. */
public final class Conditions {

    private final List<ForkResult> forks;
    private final double measuredMillis;

    private Conditions(List<ForkResult> forks, Duration measured) {
        this.forks = forks;
        this.measuredMillis = measured.toNanos() / 1e6;
    }

    /**
     * Reads it.
     *
     * @param forks the measured forks
     * @param measured length of the measurement phase of one fork
     * @param traffic what their prompts came to
     */
    public static RunConditions of(List<ForkResult> forks, Duration measured, TrafficResult traffic) {
        Conditions seen = new Conditions(forks, measured);
        OptionalDouble longest = seen.worst(ReadingNames.GC_PAUSE_MAX);
        return new RunConditions(
                longest.isPresent()
                        ? Optional.of(Duration.ofNanos((long) (longest.getAsDouble() * 1e6)))
                        : Optional.empty(),
                seen.share(ReadingNames.sumOf(ReadingNames.GC_PAUSE)),
                seen.worst(ReadingNames.meanOf(ReadingNames.STEAL)),
                seen.share(ReadingNames.sumOf(ReadingNames.THROTTLED)),
                seen.otherCpu(),
                seen.worst(Profile.SERVER_PROFILE, ReadingNames.SERVER_PROFILE_TIME),
                seen.cached(),
                repeated(traffic),
                forks.stream()
                        .flatMap(fork -> fork.jvm().flatMap(JvmIdentity::handicap).stream())
                        .findFirst());
    }

    /** Busy time of the machine without that of the load generators, as a share of its CPU time; the worst fork's. */
    private OptionalDouble otherCpu() {
        int cpus = HostIdentity.here().cpus();
        return forks.stream()
                .flatMapToDouble(fork -> {
                    Conditions one = new Conditions(List.of(fork), Duration.ZERO);
                    OptionalDouble busy = one.worst(ReadingNames.meanOf(ReadingNames.HOST_CPU));
                    OptionalDouble own = one.worst(ReadingNames.meanOf(ReadingNames.CLIENT_CPU));
                    return busy.isPresent() && own.isPresent()
                            ? DoubleStream.of(Math.max(0, busy.getAsDouble() - own.getAsDouble() / cpus))
                            : DoubleStream.empty();
                })
                .max();
    }

    /** Milliseconds of something, as a share of the measured time. */
    private OptionalDouble share(String reading) {
        OptionalDouble millis = worst(reading);
        return millis.isPresent() ? OptionalDouble.of(millis.getAsDouble() / measuredMillis) : OptionalDouble.empty();
    }

    /**
     * Prompt tokens that the server found in its prefix cache, as a share of all it was sent in the measurement phase.
     */
    private OptionalDouble cached() {
        double asked =
                values(Profile.SERVER_METRICS, ReadingNames.SERVER_INPUT_TOKENS).sum();
        boolean told = values(Profile.SERVER_METRICS, ReadingNames.SERVER_CACHED_TOKENS)
                .findAny()
                .isPresent();
        return told && asked > 0
                ? OptionalDouble.of(values(Profile.SERVER_METRICS, ReadingNames.SERVER_CACHED_TOKENS)
                                .sum()
                        / asked)
                : OptionalDouble.empty();
    }

    private static OptionalDouble repeated(TrafficResult traffic) {
        return traffic.distinctPrompts() > 0 && traffic.repeatedPrompts().isPresent()
                ? OptionalDouble.of((double) traffic.repeatedPrompts().getAsLong() / traffic.distinctPrompts())
                : OptionalDouble.empty();
    }

    private OptionalDouble worst(String reading) {
        return worst(Profile.TELEMETRY, reading);
    }

    private OptionalDouble worst(String profiler, String reading) {
        return values(profiler, reading).max();
    }

    private DoubleStream values(String profiler, String reading) {
        return forks.stream()
                .flatMap(fork -> Optional.ofNullable(fork.profiles().get(profiler)).stream())
                .flatMap(profile -> profile.readings().stream())
                .filter(found -> found.name().equals(reading) && found.value().isPresent())
                .mapToDouble(found -> found.value().getAsDouble());
    }
}
