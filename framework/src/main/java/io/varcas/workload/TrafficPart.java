package io.varcas.workload;

import io.varcas.traffic.LengthDistribution;

/**
 * One kind of traffic: a part of a mix, or all of a workload that is no mix.
 *
 * @param name name in results; empty if the workload is no mix
 * @param weight its share of the requests, in proportion to the other parts' weights; above 0
 * @param input prompt lengths
 * @param output output lengths
 * @param paired whether prompt and output lengths are pairs, to be drawn from one seed
 * @param prompt what prompts consist of
 */
public record TrafficPart(
        String name,
        double weight,
        LengthDistribution input,
        LengthDistribution output,
        boolean paired,
        PromptSpec prompt) {}
