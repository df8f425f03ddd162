package io.varcas.runner.trial;

import io.varcas.profiler.Reading;
import io.varcas.profiler.ReadingNames;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a profiler of a fork read of GPUs.
 *
 * @param readings its readings
 */
record GpuReadings(List<Reading> readings) {

    private static final String PREFIX = "gpu";

    static GpuReadings of(ForkResult fork, String profiler) {
        return new GpuReadings(Optional.ofNullable(fork.profiles().get(profiler))
                .map(ProfileResult::readings)
                .orElse(List.of()));
    }

    /** Returns the names of the GPUs, such as {@code gpu0} or {@code gpu0.dcgm}. */
    List<String> gpus() {
        String suffix = ReadingNames.meanOf(ReadingNames.GPU_POWER);
        return readings.stream()
                .map(Reading::name)
                .filter(name -> name.startsWith(PREFIX) && name.endsWith(suffix))
                .map(name -> name.substring(0, name.length() - suffix.length()))
                .toList();
    }

    OptionalDouble value(String name) {
        return readings.stream()
                .filter(reading -> reading.name().equals(name))
                .map(Reading::value)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }
}
