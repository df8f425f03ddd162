package io.varcas.compare.match;

import io.varcas.compare.match.CompareOptions.Pairing;
import io.varcas.result.ForkResult;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.validity.Validity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The trials of one workload with one combination of parameters, from both sides, one a run.
 *
 * @param name name of the trial
 * @param baseline trials of the first side that can be used
 * @param candidate trials of the second side that can be used
 * @param warnings what was left out, and why
 */
public record TrialMatch(String name, List<TrialOfRun> baseline, List<TrialOfRun> candidate, List<Warning> warnings) {

    /** The result of matching two sides. */
    public record Matches(List<TrialMatch> matches, List<Warning> warnings) {}

    private record Key(String benchmark, Map<String, String> params) {

        static Key of(TrialResult trial, Set<String> factors) {
            Map<String, String> params = new LinkedHashMap<>(trial.params());
            params.keySet().removeAll(factors);
            return new Key(trial.benchmark(), params);
        }

        String label() {
            String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
            return params.isEmpty() ? name : name + " " + params;
        }
    }

    /**
     * Matches by workload and parameters, the factors left out; if each side has but one trial, those two, whatever they are: the parameter is the
     * factor.
     */
    public static Matches of(Side baseline, Side candidate, CompareOptions options) {
        Pairing pairing = options.pairing();
        Map<Key, List<TrialOfRun>> left = byKey(baseline, options);
        Map<Key, List<TrialOfRun>> right = byKey(candidate, options);
        List<TrialMatch> matches = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        if (left.size() == 1 && right.size() == 1) {
            var a = left.entrySet().iterator().next();
            var b = right.entrySet().iterator().next();
            String name = a.getKey().equals(b.getKey())
                    ? a.getKey().label()
                    : a.getKey().label() + " against " + b.getKey().label();
            matches.add(match(name, baseline, a.getValue(), candidate, b.getValue(), pairing));
            return new Matches(matches, warnings);
        }
        left.forEach((key, trials) -> {
            List<TrialOfRun> others = right.get(key);
            if (others == null) {
                warnings.add(unmatched(key, baseline, candidate));
            } else {
                matches.add(match(key.label(), baseline, trials, candidate, others, pairing));
            }
        });
        right.keySet().stream()
                .filter(key -> !left.containsKey(key))
                .forEach(key -> warnings.add(unmatched(key, candidate, baseline)));
        return new Matches(matches, warnings);
    }

    private static Map<Key, List<TrialOfRun>> byKey(Side side, CompareOptions options) {
        Map<Key, List<TrialOfRun>> trials = new LinkedHashMap<>();
        for (RunResult run : side.runs()) {
            for (TrialResult whole : run.trials()) {
                for (TrialResult trial : split(whole, options.split())) {
                    trials.computeIfAbsent(Key.of(trial, options.factors()), key -> new ArrayList<>())
                            .add(new TrialOfRun(run, trial));
                }
            }
        }
        return trials;
    }

    private static List<TrialResult> split(TrialResult trial, CompareOptions.Split split) {
        return switch (split) {
            case NONE -> List.of(trial);
            case MODEL -> List.of(with(trial, "model", trial.model()));
            case PART -> {
                List<TrialResult> parts = trial.traffic().map(TrafficResult::parts).orElse(List.of()).stream()
                        .map(part -> with(trial, "part", part.name()).toBuilder()
                                .metrics(part.metrics())
                                .windows(List.of())
                                .forks(trial.forkResults().stream()
                                        .map(ForkResult::withoutMetrics)
                                        .toList())
                                .build())
                        .toList();
                yield parts.isEmpty() ? List.of(trial) : parts;
            }
        };
    }

    private static TrialResult with(TrialResult trial, String param, String value) {
        Map<String, String> params = new LinkedHashMap<>(trial.params());
        params.put(param, value);
        return trial.toBuilder().params(params).build();
    }

    private static TrialMatch match(
            String name,
            Side baseline,
            List<TrialOfRun> left,
            Side candidate,
            List<TrialOfRun> right,
            Pairing pairing) {
        List<Warning> warnings = new ArrayList<>();
        BitSet brokenLeft = broken(baseline, left, warnings);
        BitSet brokenRight = broken(candidate, right, warnings);
        if (pairing == Pairing.IN_ORDER && left.size() == right.size()) {
            brokenLeft.or(brokenRight);
            brokenRight = brokenLeft;
        }
        return new TrialMatch(name, without(brokenLeft, left), without(brokenRight, right), warnings);
    }

    private static BitSet broken(Side side, List<TrialOfRun> trials, List<Warning> warnings) {
        BitSet broken = new BitSet();
        for (int i = 0; i < trials.size(); i++) {
            Optional<String> fault = fault(trials.get(i).trial());
            if (fault.isPresent()) {
                broken.set(i);
                warnings.add(
                        new Warning(Warning.Kind.LEFT_OUT, "a run of " + side.name() + " is left out: " + fault.get()));
            }
        }
        return broken;
    }

    private static Optional<String> fault(TrialResult trial) {
        if (trial.status() != Status.COMPLETED) {
            return trial.error().or(() -> Optional.of("it is " + trial.status().label()));
        }
        return trial.validity().findings().stream()
                .filter(finding -> finding.weight() == Validity.Weight.INVALID)
                .map(finding -> "it is INVALID: " + finding.sentence())
                .findFirst();
    }

    private static List<TrialOfRun> without(BitSet broken, List<TrialOfRun> trials) {
        List<TrialOfRun> rest = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            if (!broken.get(i)) {
                rest.add(trials.get(i));
            }
        }
        return rest;
    }

    private static Warning unmatched(Key key, Side has, Side hasNot) {
        return new Warning(
                Warning.Kind.UNMATCHED, key.label() + " is in " + has.name() + " and not in " + hasNot.name());
    }
}
