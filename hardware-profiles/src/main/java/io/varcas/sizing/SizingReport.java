package io.varcas.sizing;

import io.varcas.sizing.demand.ServiceWorkload;
import java.util.List;

/**
 * The result of a sizing request.
 *
 * @param request what was asked
 * @param workload the workload as it was sized for: cut to the model's context where it had to be
 * @param maxModelLen longest request the servers are set up for, tokens
 * @param passing fleets that are predicted to hold every objective, cheapest first
 * @param failing fleets that are not, by the size of their miss
 * @param rejected fleets that would pass but cost too much or lie idle too much
 * @param unfit machines that cannot serve the model at all, with the reason
 * @param pareto passing fleets that no other beats in both cost and end-to-end latency, cheapest first
 * @param assumptions what all of it rests on
 * @param warnings what to mind about the request itself
 */
public record SizingReport(
        SizingRequest request,
        ServiceWorkload workload,
        int maxModelLen,
        List<Assessment> passing,
        List<Assessment> failing,
        List<Assessment> rejected,
        List<Unfit> unfit,
        List<Assessment> pareto,
        List<String> assumptions,
        List<String> warnings) {

    /** Copies all lists. */
    public SizingReport {
        passing = List.copyOf(passing);
        failing = List.copyOf(failing);
        rejected = List.copyOf(rejected);
        unfit = List.copyOf(unfit);
        pareto = List.copyOf(pareto);
        assumptions = List.copyOf(assumptions);
        warnings = List.copyOf(warnings);
    }
}
