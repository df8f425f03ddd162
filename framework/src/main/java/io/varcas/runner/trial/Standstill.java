package io.varcas.runner.trial;

import io.varcas.annotation.Profile;
import io.varcas.profiler.ReadingNames;
import io.varcas.result.ForkResult;
import io.varcas.validity.Validity;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Times in which a process of the run did not run at all: stopped by a signal, by a debugger, or with the machine, as a laptop that sleeps.
 * A client that stands still reads responses late, which looks like a slow server.
 */
public final class Standstill {

    /** Shortest one that is told, in milliseconds: beyond what schedulers and collectors of a busy machine do. */
    private static final double LEAST_MILLIS = 250;

    /** Share of the measured time from which on the numbers are not the server's. */
    private static final double SHARE_LIMIT = 0.01;

    private Standstill() {}

    /**
     * Adds the longest of a trial to the findings.
     *
     * @param validity what else was found
     * @param forks the measured forks; those without telemetry do not tell
     * @param measured length of the measurement phase of one fork
     * @param simulator longest one of the JVM with the simulator; zero if there is none
     */
    public static Validity added(Validity validity, List<ForkResult> forks, Duration measured, Duration simulator) {
        List<Finding> findings = new ArrayList<>(validity.findings());
        double client = forks.stream()
                .flatMap(fork -> Optional.ofNullable(fork.profiles().get(Profile.TELEMETRY)).stream())
                .flatMap(profile -> profile.readings().stream())
                .filter(reading -> reading.name().equals(ReadingNames.JITTER_MAX))
                .mapToDouble(reading -> reading.value().orElse(0))
                .max()
                .orElse(0);
        Stream.of(
                        finding("client", "the client", client, measured),
                        finding("simulator", "the simulator", (double) simulator.toMillis(), measured))
                .flatMap(Optional::stream)
                .forEach(findings::add);
        return new Validity(findings);
    }

    private static Optional<Finding> finding(String process, String name, double millis, Duration measured) {
        if (millis < LEAST_MILLIS) {
            return Optional.empty();
        }
        double share = millis / (double) Math.max(1, measured.toMillis());
        return Optional.of(new Finding(
                process + ".standstill",
                share > SHARE_LIMIT ? Weight.INVALID : Weight.WARNING,
                millis,
                LEAST_MILLIS,
                String.format(
                        Locale.ROOT,
                        "%s was suspended for %.1f s (limit %.2f s), like a stopped process or a sleeping machine: latencies"
                                + " across the pause are too long",
                        name,
                        millis / 1_000,
                        LEAST_MILLIS / 1_000)));
    }
}
