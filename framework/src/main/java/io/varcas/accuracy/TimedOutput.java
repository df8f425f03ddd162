package io.varcas.accuracy;

import java.util.OptionalInt;

/**
 * The output of a request of the load.
 *
 * @param item the item whose prompt it was
 * @param attempt the output, or how it failed
 * @param inFlight requests in flight when it was sent, itself included
 */
public record TimedOutput(GroundTruthItem item, Attempt attempt, OptionalInt inFlight) {}
