package io.varcas.request;

import io.varcas.traffic.Seed;
import io.varcas.workload.TrafficPart;

/** Draws the lengths of requests: those of an index depend on seed and index alone. */
final class LengthDraws {

    private final Seed inputSeed;
    private final Seed outputSeed;

    /** @param seed root of the requests' chance; a fork's own */
    LengthDraws(Seed seed) {
        inputSeed = seed.derive("input tokens");
        outputSeed = seed.derive("output tokens");
    }

    int input(TrafficPart part, long index) {
        return part.input().sampler(inputSeed.derive(index)).sample();
    }

    /** Of pairs, both are of one place in the file. */
    int output(TrafficPart part, long index) {
        return part.output()
                .sampler((part.paired() ? inputSeed : outputSeed).derive(index))
                .sample();
    }
}
