package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.varcas.profiler.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A profile taken in a fork of its own, after the measured ones and under the same load.
 *
 * @param profiler name and options of the profiler
 * @param load the load point: when requests were due, in words
 * @param status how far its fork came
 * @param problem why it recorded nothing, or not everything; absent if all went well
 * @param readings numbers of the profile
 * @param files files in the bundle
 */
public record CaptureResult(
        String profiler,
        String load,
        Status status,
        Optional<String> problem,
        List<Reading> readings,
        List<String> files) {

    private static final String SHARE = "kernel.share.";
    private static final String HOT = "client.hot.";

    /** Copies the lists. */
    public CaptureResult {
        readings = List.copyOf(readings);
        files = List.copyOf(files);
    }

    /**
     * Returns what the fork of a profiler recorded.
     *
     * @param profiler name and options
     * @param load when requests were due, in words
     * @param fork its fork
     */
    public static CaptureResult of(String profiler, String load, ForkResult fork) {
        Optional<ProfileResult> profile = fork.profiles().values().stream().findFirst();
        Optional<String> problem = fork.error()
                .or(() -> profile.isPresent()
                        ? profile.get().problem()
                        : Optional.of("the fork ended before the profiler was stopped"));
        return new CaptureResult(
                profiler,
                load,
                fork.status(),
                problem,
                profile.map(ProfileResult::readings).orElse(List.of()),
                profile.map(ProfileResult::files).orElse(List.of()));
    }

    /** Returns whether the profile is whole. */
    @JsonIgnore
    public boolean isWhole() {
        return problem.isEmpty() && status == Status.COMPLETED;
    }

    /** Returns one line for people about the problem; empty if the profile is whole. */
    @JsonIgnore
    public Optional<String> failure() {
        return problem.map(text -> "profiler " + profiler + ": " + text);
    }

    /** Returns one line for people: shares of the classes of kernels, or the hottest methods, or the files. */
    @JsonIgnore
    public String summary() {
        List<String> shares = readings.stream()
                .filter(reading ->
                        reading.name().startsWith(SHARE) || reading.name().startsWith(HOT))
                .filter(reading -> reading.value().orElse(0) > 0)
                .map(reading -> String.format(
                        Locale.ROOT,
                        "%s %.1f %%",
                        reading.name().startsWith(SHARE) ? reading.name().substring(SHARE.length()) : reading.note(),
                        reading.value().orElse(0)))
                .toList();
        return String.join(", ", shares.isEmpty() ? files : shares);
    }
}
