package io.varcas.compare;

import io.varcas.compare.match.Difference;
import io.varcas.compare.match.Identity;
import io.varcas.compare.match.TrialOfRun;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.TargetIdentity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Differences in what the servers of both sides reported to run. A property that one side does not know is no difference, and
 * one that follows from a flag is no cause beside that flag.
 */
final class EngineDifferences {

    /** Share by which the KV pools of two starts of the same server may differ: each start measures the free memory anew. */
    private static final double VARIATION_OF_STARTS = 0.01;

    private EngineDifferences() {}

    /** Returns those of the differences of which both sides know enough. */
    static List<Difference> of(List<TrialOfRun> baseline, List<TrialOfRun> candidate, List<Difference> differences) {
        boolean flags = Stream.concat(baseline.stream(), candidate.stream())
                .allMatch(trial -> trial.identity().flagsKnown());
        return differences.stream()
                .filter(difference -> isFlag(difference) ? flags : isKnown(difference))
                .toList();
    }

    /** Returns whether a difference is none of the causes, for another one explains it or it varies from start to start. */
    static boolean follow(Difference difference, List<Difference> all) {
        boolean flags = all.stream().anyMatch(EngineDifferences::isFlag);
        if (flags && difference.name().equals(TargetIdentity.LAUNCHED)) {
            return true; // the command differs by its flags
        }
        return Stream.of(ServerProperty.values())
                .filter(property -> property.title().equals(difference.name()))
                .anyMatch(property -> (property.followsFromFlags() && flags)
                        || varies(difference.name(), Set.of(difference.baseline(), difference.candidate())));
    }

    /** Returns whether values of a property differ by no more than those of two starts of the same server, or are not known. */
    static boolean varies(String name, Set<String> values) {
        boolean ofEngine = Stream.of(ServerProperty.values())
                .anyMatch(property -> property.title().equals(name));
        if (ofEngine && values.contains(IdentityCheck.ABSENT)) {
            return true;
        }
        boolean byStart = Stream.of(ServerProperty.values())
                .anyMatch(property -> property.title().equals(name) && property.variesByStart());
        if (!byStart || !values.stream().allMatch(value -> value.matches("\\d{1,15}"))) {
            return false;
        }
        double least = values.stream().mapToDouble(Double::parseDouble).min().orElse(0);
        double most = values.stream().mapToDouble(Double::parseDouble).max().orElse(0);
        return most - least <= VARIATION_OF_STARTS * most;
    }

    private static boolean isFlag(Difference difference) {
        return difference.name().startsWith(Identity.FLAG);
    }

    private static boolean isKnown(Difference difference) {
        return !List.of(difference.baseline().split(", ", -1)).contains(IdentityCheck.ABSENT)
                && !List.of(difference.candidate().split(", ", -1)).contains(IdentityCheck.ABSENT);
    }
}
