package io.varcas.compare;

import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import java.util.List;

/**
 * Candidates, each compared with the same baseline.
 *
 * @param baseline name of the baseline
 * @param confidence confidence that holds for all comparisons together; each has a share of the error by Bonferroni's inequality, which its
 *     {@link CompareOptions#confidence} tells
 * @param judged the comparisons in the order of the candidates, at least one
 */
public record Candidates(String baseline, double confidence, List<Judged> judged) {

    /**
     * One candidate.
     *
     * @param comparison its comparison with the baseline
     * @param decision the decision of the acceptance rule
     */
    public record Judged(Comparison comparison, Decision decision) {}

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Candidates {
        judged = List.copyOf(judged);
        if (judged.isEmpty()) {
            throw new IllegalArgumentException("a comparison with " + baseline + " needs at least one candidate");
        }
    }

    /**
     * Compares each candidate with the baseline, corrected for their number.
     *
     * @param baseline the baseline
     * @param candidates the candidates, at least one
     * @param options options of each comparison; their confidence holds for all together
     * @param rule the rule by which each candidate is accepted
     */
    public static Candidates of(Side baseline, List<Side> candidates, CompareOptions options, AcceptanceRule rule) {
        CompareOptions corrected = options.forCandidates(Math.max(1, candidates.size()));
        return new Candidates(
                baseline.name(),
                options.confidence(),
                candidates.stream()
                        .map(candidate -> {
                            Comparison comparison = Comparison.of(baseline, candidate, corrected);
                            return new Judged(comparison, rule.decide(comparison, candidate));
                        })
                        .toList());
    }

    /** Returns the decisions in the order of the candidates. */
    public List<Decision> decisions() {
        return judged.stream().map(Judged::decision).toList();
    }
}
