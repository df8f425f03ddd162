package io.varcas.runner.trial;

import io.varcas.annotation.Profile;
import io.varcas.profiler.ReadingNames;
import io.varcas.result.ForkResult;
import io.varcas.validity.Validity;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Findings about the machines of a run: GPUs that held their clocks back or drifted, and a host short of memory. */
public final class MachineFindings {

    /** Share of the time in which heat may hold a GPU back. */
    private static final double THERMAL_LIMIT = 0.01;

    /** Share of the time in which its power limit may: some of that is usual under full load. */
    private static final double POWER_LIMIT = 0.2;

    /** Change of the clock from the first to the last third of the measurement phase, as a share of its mean. */
    private static final double DRIFT_LIMIT = 0.05;

    /** Least mean utilisation of a GPU whose clock is judged: that of an idle one sleeps. */
    private static final double BUSY = 0.05;

    private static final double SWAPPED_LIMIT = 100;
    private static final double PRESSURE_LIMIT = 0.01;
    private static final double PERCENT = 100;

    private final List<Finding> findings = new ArrayList<>();

    private MachineFindings() {}

    /**
     * Adds what was found of the machines.
     *
     * @param validity what else was found
     * @param forks the measured forks
     */
    public static Validity added(Validity validity, List<ForkResult> forks) {
        MachineFindings found = new MachineFindings();
        for (ForkResult fork : forks) {
            for (String profiler : List.of(Profile.TELEMETRY, Profile.DCGM)) {
                GpuReadings readings = GpuReadings.of(fork, profiler);
                readings.gpus().forEach(gpu -> found.gpu(gpu, readings));
            }
            found.host(GpuReadings.of(fork, Profile.TELEMETRY));
        }
        List<Finding> all = new ArrayList<>(validity.findings());
        all.addAll(found.findings);
        return new Validity(all);
    }

    private void gpu(String gpu, GpuReadings readings) {
        if (readings.value(ReadingNames.meanOf(gpu + ReadingNames.GPU_UTILIZATION))
                        .orElse(1)
                < BUSY) {
            return;
        }
        share(
                gpu + ".throttled.thermal",
                readings.value(ReadingNames.meanOf(gpu + ReadingNames.GPU_THROTTLED_THERMAL)),
                THERMAL_LIMIT,
                gpu
                        + " held its clocks back for %.1f %% of the measurement phase because of its temperature"
                        + " (limit %.0f %%): the numbers depend on its cooling");
        share(
                gpu + ".throttled.power",
                readings.value(ReadingNames.meanOf(gpu + ReadingNames.GPU_THROTTLED_POWER)),
                POWER_LIMIT,
                gpu
                        + " held its clocks back for %.1f %% of the measurement phase because of its power limit"
                        + " (limit %.0f %%): compare with GPUs of the same power limit only");
        share(
                gpu + ".throttled",
                readings.value(ReadingNames.meanOf(gpu + ReadingNames.GPU_THROTTLED)),
                POWER_LIMIT,
                gpu
                        + " held its clocks back for %.1f %% of the measurement phase (limit %.0f %%), by its"
                        + " temperature or its power limit");
        OptionalDouble mean = readings.value(ReadingNames.meanOf(gpu + ReadingNames.GPU_CLOCK));
        OptionalDouble drift = readings.value(ReadingNames.driftOf(gpu + ReadingNames.GPU_CLOCK));
        if (mean.isPresent() && mean.getAsDouble() > 0 && drift.isPresent()) {
            double change = drift.getAsDouble() / mean.getAsDouble();
            share(
                    gpu + ".clock.drift",
                    OptionalDouble.of(Math.abs(change)),
                    DRIFT_LIMIT,
                    gpu + "'s clock " + (change < 0 ? "fell" : "rose")
                            + " by %.1f %% from the first to the last third of the measurement phase (limit %.0f %%):"
                            + " warm up longer, or lock the clocks (nvidia-smi -lgc)");
        }
    }

    private void host(GpuReadings readings) {
        above(
                "host.swapped",
                readings.value(ReadingNames.sumOf(ReadingNames.SWAPPED_IN)),
                SWAPPED_LIMIT,
                "the client's host read %.0f pages back from swap (limit %.0f): it was short of memory, and stalls are"
                        + " its own");
        share(
                "host.pressure.memory",
                readings.value(ReadingNames.meanOf(ReadingNames.MEMORY_PRESSURE)),
                PRESSURE_LIMIT,
                "all tasks of the client's host waited for memory for %.1f %% of the time (limit %.0f %%)");
    }

    private void share(String check, OptionalDouble value, double limit, String sentence) {
        add(check, value, limit, PERCENT, sentence);
    }

    private void above(String check, OptionalDouble value, double limit, String sentence) {
        add(check, value, limit, 1, sentence);
    }

    /** Adds the worst of the forks once. */
    private void add(String check, OptionalDouble value, double limit, double scale, String sentence) {
        if (value.isEmpty() || value.getAsDouble() <= limit) {
            return;
        }
        boolean worse = findings.stream()
                .noneMatch(found -> found.check().equals(check) && found.value() >= value.getAsDouble());
        if (worse) {
            findings.removeIf(found -> found.check().equals(check));
            findings.add(new Finding(
                    check,
                    Weight.WARNING,
                    value.getAsDouble(),
                    limit,
                    String.format(Locale.ROOT, sentence, value.getAsDouble() * scale, limit * scale)));
        }
    }
}
