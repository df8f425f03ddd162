package io.varcas.runner;

import io.varcas.annotation.Profile;
import io.varcas.metric.RunConditions;
import io.varcas.result.ForkResult;
import io.varcas.result.JvmIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the profilers say of the conditions of a run: over all forks, the worst of it. */
final class Conditions {

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
     * @param measured length of the measured windows of one fork
     */
    static RunConditions of(List<ForkResult> forks, Duration measured) {
        Conditions seen = new Conditions(forks, measured);
        OptionalDouble longest = seen.worst("client.gc.pause.max");
        return new RunConditions(
                longest.isPresent()
                        ? Optional.of(Duration.ofNanos((long) (longest.getAsDouble() * 1e6)))
                        : Optional.empty(),
                seen.share("client.gc.pause"),
                seen.worst("host.steal"),
                seen.share("cgroup.throttled.time"),
                seen.worst(Profile.SERVER_PROFILE, "server.profile.time"),
                forks.stream()
                        .flatMap(fork -> fork.jvm().flatMap(JvmIdentity::handicap).stream())
                        .findFirst());
    }

    /** Milliseconds of something, as a share of the measured time. */
    private OptionalDouble share(String reading) {
        OptionalDouble millis = worst(reading);
        return millis.isPresent() ? OptionalDouble.of(millis.getAsDouble() / measuredMillis) : OptionalDouble.empty();
    }

    private OptionalDouble worst(String reading) {
        return worst(Profile.TELEMETRY, reading);
    }

    private OptionalDouble worst(String profiler, String reading) {
        return forks.stream()
                .flatMap(fork -> Optional.ofNullable(fork.profiles().get(profiler)).stream())
                .flatMap(profile -> profile.readings().stream())
                .filter(found -> found.name().equals(reading) && found.value().isPresent())
                .mapToDouble(found -> found.value().getAsDouble())
                .max();
    }
}
