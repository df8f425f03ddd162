package io.varcas.tune.sweep;

import io.varcas.result.RunResult;
import io.varcas.result.identity.ServerFact;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.TargetIdentity;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The server of a sweep: what all servers of its runs have in common. In the rest they differ by their flags. */
final class SweepTarget {

    private SweepTarget() {}

    /**
     * Returns it.
     *
     * @param plan the sweep
     * @param runs results of its runs; may be empty
     */
    static TargetIdentity of(SweepPlan plan, Collection<RunResult> runs) {
        List<TargetIdentity> all = runs.stream().map(RunResult::target).toList();
        String asked = plan.cells().stream()
                .map(cell -> cell.server().target())
                .distinct()
                .collect(Collectors.joining("; "));
        return new TargetIdentity(
                asked,
                common(all, TargetIdentity::uri).orElse(asked),
                !all.isEmpty() && all.stream().allMatch(TargetIdentity::simulated),
                common(all, TargetIdentity::engineVersion).flatMap(version -> version),
                common(all, TargetIdentity::model).orElse(""),
                common(all, TargetIdentity::contextTokens).orElse(OptionalInt.empty()),
                facts(all),
                server(all));
    }

    private static Map<String, String> facts(List<TargetIdentity> all) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!all.isEmpty()) {
            facts.putAll(all.get(0).facts());
            facts.entrySet()
                    .removeIf(fact -> all.stream()
                            .anyMatch(one -> !fact.getValue().equals(one.facts().get(fact.getKey()))));
        }
        return facts;
    }

    private static Optional<ServerIdentity> server(List<TargetIdentity> all) {
        List<ServerIdentity> known =
                all.stream().flatMap(one -> one.server().stream()).toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        List<ServerFact> facts = known.get(0).facts().stream()
                .filter(fact -> known.stream()
                        .allMatch(one -> one.value(fact.property()).equals(Optional.of(fact.value()))))
                .toList();
        List<String> contradictions = known.stream()
                .flatMap(one -> one.contradictions().stream())
                .distinct()
                .toList();
        return Optional.of(new ServerIdentity(facts, Optional.empty(), contradictions));
    }

    private static <T> Optional<T> common(List<TargetIdentity> all, Function<TargetIdentity, T> of) {
        List<T> values = all.stream().map(of).distinct().toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
