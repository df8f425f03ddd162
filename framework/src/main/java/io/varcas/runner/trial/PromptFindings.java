package io.varcas.runner.trial;

import io.varcas.record.TokenSource;
import io.varcas.request.PromptStatistics;
import io.varcas.validity.Validity;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings about the prompts of a trial: planned against sent and counted by the server. */
public final class PromptFindings {

    /** Share by which a count may differ from a plan that was counted by a tokenizer, and from one that was estimated. */
    private static final double COUNTED_TOLERANCE = 0.1;

    private static final double ESTIMATED_TOLERANCE = 0.5;

    /** Tokens that a chat template may add to a prompt whose plan does not know it. */
    private static final double TEMPLATE_TOKENS = 100;

    private PromptFindings() {}

    /**
     * Adds what differs to what was found of a run.
     *
     * @param forks counts of each fork
     */
    public static Validity added(Validity validity, List<PromptStatistics.Counts> forks) {
        List<Finding> findings = new ArrayList<>(validity.findings());
        counted(forks, findings);
        shortened(forks, findings);
        return new Validity(findings);
    }

    private static void counted(List<PromptStatistics.Counts> forks, List<Finding> findings) {
        double requests =
                forks.stream().mapToLong(PromptStatistics.Counts::usageRequests).sum();
        double planned = forks.stream()
                        .mapToLong(PromptStatistics.Counts::usagePlannedTokens)
                        .sum()
                / requests;
        double counted =
                forks.stream().mapToLong(PromptStatistics.Counts::usageTokens).sum() / requests;
        boolean exact = forks.stream().allMatch(fork -> fork.source() == TokenSource.TOKENIZER);
        double tolerance = exact ? COUNTED_TOLERANCE : ESTIMATED_TOLERANCE;
        boolean fewer = counted < planned * (1 - tolerance);
        boolean more = counted > planned * (1 + tolerance) + TEMPLATE_TOKENS;
        if (requests > 0 && (fewer || more)) {
            findings.add(new Finding(
                    "tokens.planned",
                    Weight.WARNING,
                    counted,
                    planned,
                    String.format(
                            Locale.ROOT,
                            "prompts have %.0f tokens on average by the server's count where %.0f were planned (%s):"
                                    + " the load was %s than declared",
                            counted,
                            planned,
                            exact ? "counted by a tokenizer" : "estimated",
                            fewer ? "lighter" : "heavier")));
        }
    }

    private static void shortened(List<PromptStatistics.Counts> forks, List<Finding> findings) {
        long requests =
                forks.stream().mapToLong(PromptStatistics.Counts::requests).sum();
        long shortened =
                forks.stream().mapToLong(PromptStatistics.Counts::shortened).sum();
        if (shortened > 0) {
            findings.add(new Finding(
                    "prompts.shortened",
                    Weight.WARNING,
                    shortened,
                    0,
                    String.format(
                            Locale.ROOT,
                            "%d of %d requests were shortened to fit into the context of the model (limit 0): the load"
                                    + " was lighter than declared",
                            shortened,
                            requests)));
        }
    }
}
