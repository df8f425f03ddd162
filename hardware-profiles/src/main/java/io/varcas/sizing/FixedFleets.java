package io.varcas.sizing;

import java.util.List;

/**
 * The capacity of a given number of machines, for each kind of machine.
 *
 * @param report the demand on exactly so many machines: kinds that meet every objective, and kinds that do not
 * @param capacities how much each kind can take
 */
public record FixedFleets(SizingReport report, List<Capacity> capacities) {

    /** Copies the list. */
    public FixedFleets {
        capacities = List.copyOf(capacities);
    }

    /**
     * The most that a number of machines can take with every objective met and the headroom kept, as the engine has it.
     *
     * @param byRate machine, and the configuration that takes most requests
     * @param instances how many machines
     * @param requestsPerSecond most requests per second; 0 if the objectives do not hold at any
     * @param byUsers the same machine in the configuration that takes most users
     * @param users most users at the workload's think time; 0 if the objectives do not hold for any
     */
    public record Capacity(
            Candidate byRate, long instances, double requestsPerSecond, Candidate byUsers, double users) {}
}
