package io.varcas.profiler.kernel;

import io.varcas.profiler.Attachment;
import io.varcas.profiler.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kernel profile in the result of a profiler. */
public final class KernelReadings {

    private static final String NOTHING = "no inference was captured: there is no matrix product, attention or expert"
            + " kernel in it; did the server have requests, and is it the engine's process that was profiled?";

    private KernelReadings() {}

    /** Returns shares by class, time and idle share; what was not measured is absent. */
    public static List<Reading> of(KernelProfile profile) {
        List<Reading> readings = new ArrayList<>();
        for (Map.Entry<KernelClass, Double> share : profile.shares().entrySet()) {
            readings.add(Reading.of("kernel.share." + share.getKey().label(), "%", 100 * share.getValue()));
        }
        readings.add(Reading.of("kernel.time", "s", profile.kernelSeconds()));
        readings.add(Reading.of("kernel.calls", "calls", (double) profile.calls()));
        readings.add(
                profile.idleShare().isPresent()
                        ? Reading.of(
                                "kernel.idle", "%", 100 * profile.idleShare().getAsDouble())
                        : Reading.absent("kernel.idle", "%", "the profile has no times of day"));
        readings.add(Reading.of("kernel.steps", "steps", (double) profile.engineSteps()));
        profile.rankSpread().ifPresent(spread -> readings.add(Reading.of("kernel.rankSpread", "%", 100 * spread)));
        return readings;
    }

    /** Returns the profile as a file of the bundle. */
    public static Attachment attachment(KernelProfile profile) {
        return new Attachment(KernelJson.FILE, KernelJson.of(List.of(profile)));
    }

    /** Returns the problem of a profile without inference kernels. */
    public static Optional<String> problem(KernelProfile profile) {
        return profile.showsInference() ? Optional.empty() : Optional.of(profile.source() + ": " + NOTHING);
    }
}
