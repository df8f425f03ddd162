package io.varcas.utilization;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Numbers of the server and the client over a measurement phase; each is absent if it was not measured.
 *
 * @param clientFault why the load generator was the limit; absent if it was not
 * @param preemptions preempted requests, number
 * @param kvUsage highest use of the KV cache, from 0 to 1
 * @param waiting mean of waiting requests
 * @param running mean of running requests
 * @param cachedShare share of prompt tokens that came from the prefix cache, from 0 to 1
 * @param plannedSharedShare share of prompt tokens that the workload repeats, from 0 to 1
 * @param idleShare share of the time in which the accelerator executed no kernel, from 0 to 1
 */
public record EngineState(
        Optional<String> clientFault,
        OptionalDouble preemptions,
        OptionalDouble kvUsage,
        OptionalDouble waiting,
        OptionalDouble running,
        OptionalDouble cachedShare,
        OptionalDouble plannedSharedShare,
        OptionalDouble idleShare) {}
