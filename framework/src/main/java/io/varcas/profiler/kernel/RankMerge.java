package io.varcas.profiler.kernel;

import io.varcas.profiler.kernel.KernelProfile.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Profiles of the ranks of one server, made one. Clocks of the ranks need not agree: their times are summed or averaged, never laid over
 * each other.
 */
final class RankMerge {

    private final List<KernelProfile> ranks;
    private final List<String> notes = new ArrayList<>();

    private RankMerge(List<KernelProfile> profiles) {
        Side side = profiles.stream()
                .map(KernelProfile::side)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        ranks = profiles.stream().filter(profile -> profile.side() == side).toList();
        for (KernelProfile profile : profiles) {
            if (profile.side() != side) {
                notes.add(profile.source() + ": left out, for it has no kernel of a GPU");
            } else {
                profile.notes().forEach(note -> notes.add(profile.source() + ": " + note));
            }
        }
    }

    /**
     * Merges.
     *
     * @param profiles at least one; those without kernels of a GPU are left out if others have them
     */
    static KernelProfile of(List<KernelProfile> profiles) {
        return profiles.size() == 1 ? profiles.get(0) : new RankMerge(profiles).merged();
    }

    private KernelProfile merged() {
        KernelProfile first = ranks.get(0);
        return new KernelProfile(
                ranks.size() == 1 ? first.source() : first.source() + " and " + (ranks.size() - 1) + " more",
                first.format(),
                first.side(),
                first.device(),
                devices(),
                mean(KernelProfile::windowSeconds),
                mean(KernelProfile::busySeconds),
                kernels(),
                first.steps(),
                first.engineSteps(),
                ranks.stream().anyMatch(KernelProfile::truncated),
                notes,
                ranks.size() == 1
                        ? List.of()
                        : ranks.stream().map(RankProfile::of).toList());
    }

    private int devices() {
        return ranks.stream().mapToInt(KernelProfile::devices).sum();
    }

    private OptionalDouble mean(Function<KernelProfile, OptionalDouble> value) {
        double sum = 0;
        for (KernelProfile rank : ranks) {
            OptionalDouble own = value.apply(rank);
            if (own.isEmpty()) {
                return own;
            }
            sum += own.getAsDouble() * rank.devices();
        }
        return OptionalDouble.of(sum / devices());
    }

    private List<KernelTime> kernels() {
        Map<String, KernelTime> sums = new LinkedHashMap<>();
        ranks.forEach(rank -> rank.kernels().forEach(kernel -> sums.merge(kernel.name(), kernel, RankMerge::sum)));
        return sums.values().stream()
                .sorted(Comparator.comparingDouble(KernelTime::seconds)
                        .reversed()
                        .thenComparing(KernelTime::name))
                .toList();
    }

    private static KernelTime sum(KernelTime one, KernelTime other) {
        return new KernelTime(
                one.name(),
                one.kernelClass(),
                one.calls() + other.calls(),
                one.seconds() + other.seconds(),
                sum(one.flops(), other.flops()),
                sum(one.bytes(), other.bytes()));
    }

    private static OptionalDouble sum(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && other.isPresent() ? OptionalDouble.of(one.getAsDouble() + other.getAsDouble()) : one;
    }
}
