package io.varcas.compare;

import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Difference;
import io.varcas.compare.match.Identity;
import io.varcas.compare.match.TrialMatch;
import io.varcas.compare.match.TrialOfRun;
import io.varcas.compare.match.Warning;
import io.varcas.result.identity.TargetIdentity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A check that the sides differ in the factor under test only. A difference can be laid to a cause only if it is the
 * only one.
 */
final class IdentityCheck {

    private static final String SEED = "seed";
    private static final String ADDRESS = "target";
    static final String ABSENT = "not set";

    private final TrialMatch match;
    private final CompareOptions options;

    IdentityCheck(TrialMatch match, CompareOptions options) {
        this.match = match;
        this.options = options;
    }

    /** Returns every difference between the sides except in client and seed: name, and the values of both sides. */
    List<Difference> differences() {
        if (match.baseline().isEmpty() || match.candidate().isEmpty()) {
            return List.of(); // what was left out differs in nothing
        }
        List<Difference> differences = new ArrayList<>(between(Identity::server));
        if (differences.stream().anyMatch(difference -> difference.name().equals(Identity.SIMULATION))) {
            // What is simulated follows from what was asked: no cause of its own.
            differences.removeIf(difference -> difference.name().equals(TargetIdentity.SIMULATES));
        } else {
            differences.addAll(EngineDifferences.of(match.baseline(), match.candidate(), between(Identity::engine)));
        }
        between(Identity::workload).stream()
                .filter(difference -> !difference.name().equals(SEED))
                .forEach(differences::add);
        return differences;
    }

    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        if (match.baseline().isEmpty() || match.candidate().isEmpty()) {
            return warnings;
        }
        factors(warnings);
        List<Difference> client = between(Identity::client);
        if (!client.isEmpty()) {
            warnings.add(new Warning(
                    Warning.Kind.CLIENT_DIFFERS, "the load did not come from the same client: " + sentence(client)));
        }
        mixed("baseline", match.baseline(), warnings);
        mixed("candidate", match.candidate(), warnings);
        return warnings;
    }

    private void factors(List<Warning> warnings) {
        List<Difference> differences = differences();
        Set<String> found = differences.stream().map(Difference::name).collect(Collectors.toSet());
        for (String factor : new TreeSet<>(options.factors())) {
            if (!found.contains(factor)) {
                warnings.add(new Warning(
                        Warning.Kind.FACTOR_IS_THE_SAME,
                        "according to the results, " + factor + " is the same on both sides"));
            }
        }
        List<Difference> causes = differences.stream()
                .filter(difference -> !options.factors().contains(difference.name()))
                .filter(difference -> !difference.name().equals(ADDRESS))
                .filter(difference -> !EngineDifferences.follow(difference, differences))
                .toList();
        if (differences.isEmpty()) {
            warnings.add(new Warning(
                    Warning.Kind.NOTHING_DIFFERS,
                    "the sides do not differ in any recorded fact: this is an A/A test, or the change is not recorded"
                            + " in the results"));
        } else if (causes.isEmpty() && options.factors().isEmpty()) {
            warnings.add(new Warning(
                    Warning.Kind.NOTHING_DIFFERS,
                    (differences.stream()
                                            .allMatch(difference ->
                                                    difference.name().equals(ADDRESS))
                                    ? "only the address of the server differs ("
                                    : "only what varies from start to start differs (")
                            + sentence(differences)
                            + "): other differences between the servers are not recorded in the results"));
        } else if (causes.size() > (options.factors().isEmpty() ? 1 : 0)) {
            String besides = options.factors().isEmpty()
                    ? "more than one thing differs, so a change cannot be attributed to one of them: "
                    : "in addition to the factor under test, this differs: ";
            warnings.add(new Warning(Warning.Kind.SEVERAL_FACTORS, besides + sentence(causes)));
        }
    }

    private List<Difference> between(Function<Identity, Map<String, String>> part) {
        Map<String, Set<String>> left = values(match.baseline(), part);
        Map<String, Set<String>> right = values(match.candidate(), part);
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            Set<String> a = left.getOrDefault(name, Set.of(ABSENT));
            Set<String> b = right.getOrDefault(name, Set.of(ABSENT));
            if (!a.equals(b)) {
                differences.add(new Difference(name, String.join(", ", a), String.join(", ", b)));
            }
        }
        return differences;
    }

    private static Map<String, Set<String>> values(
            List<TrialOfRun> trials, Function<Identity, Map<String, String>> part) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        trials.forEach(trial -> names.addAll(part.apply(trial.identity()).keySet()));
        for (TrialOfRun trial : trials) {
            Map<String, String> own = part.apply(trial.identity());
            names.forEach(name ->
                    values.computeIfAbsent(name, unseen -> new TreeSet<>()).add(own.getOrDefault(name, ABSENT)));
        }
        return values;
    }

    private static void mixed(String side, List<TrialOfRun> trials, List<Warning> warnings) {
        List<String> mixed = new ArrayList<>();
        for (Function<Identity, Map<String, String>> part : List.<Function<Identity, Map<String, String>>>of(
                Identity::server, Identity::engine, Identity::workload)) {
            values(trials, part).forEach((name, values) -> {
                if (values.size() > 1 && !name.equals(SEED) && !EngineDifferences.varies(name, values)) {
                    mixed.add(name + " (" + String.join(", ", values) + ")");
                }
            });
        }
        if (!mixed.isEmpty()) {
            warnings.add(new Warning(
                    Warning.Kind.SIDE_IS_MIXED,
                    "the runs of the " + side + " differ among themselves: " + String.join("; ", mixed)));
        }
    }

    private static String sentence(List<Difference> differences) {
        return differences.stream()
                .map(difference ->
                        difference.name() + " (" + difference.baseline() + " -> " + difference.candidate() + ")")
                .collect(Collectors.joining("; "));
    }
}
