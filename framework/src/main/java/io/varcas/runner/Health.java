package io.varcas.runner;

import io.varcas.annotation.Profile;
import io.varcas.metric.ClientHealth;
import io.varcas.result.ForkResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What telemetry says of the health of the client: over all forks, the worst of it. */
final class Health {

    private final List<ForkResult> forks;
    private final double measuredMillis;

    private Health(List<ForkResult> forks, Duration measured) {
        this.forks = forks;
        this.measuredMillis = measured.toNanos() / 1e6;
    }

    /**
     * Reads it.
     *
     * @param forks the measured forks
     * @param measured length of the measured windows of one fork
     */
    static ClientHealth of(List<ForkResult> forks, Duration measured) {
        Health health = new Health(forks, measured);
        OptionalDouble longest = health.worst("client.gc.pause.max");
        return new ClientHealth(
                longest.isPresent()
                        ? Optional.of(Duration.ofNanos((long) (longest.getAsDouble() * 1e6)))
                        : Optional.empty(),
                health.share("client.gc.pause"),
                health.worst("host.steal"),
                health.share("cgroup.throttled.time"));
    }

    /** Milliseconds of something, as a share of the measured time. */
    private OptionalDouble share(String reading) {
        OptionalDouble millis = worst(reading);
        return millis.isPresent() ? OptionalDouble.of(millis.getAsDouble() / measuredMillis) : OptionalDouble.empty();
    }

    private OptionalDouble worst(String reading) {
        return forks.stream()
                .flatMap(fork -> Optional.ofNullable(fork.profiles().get(Profile.TELEMETRY)).stream())
                .flatMap(profile -> profile.readings().stream())
                .filter(found -> found.name().equals(reading) && found.value().isPresent())
                .mapToDouble(found -> found.value().getAsDouble())
                .max();
    }
}
