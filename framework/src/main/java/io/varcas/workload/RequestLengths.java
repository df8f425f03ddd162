package io.varcas.workload;

import io.varcas.traffic.Seed;
import java.util.List;

/**
 * The lengths a plan's requests are drawn with, without making the requests: those of an index depend on seed and index alone, and
 * are what {@link RequestMaker} draws for the first turn of a conversation of that index.
 */
public final class RequestLengths {

    private final WorkloadPlan plan;
    private final LengthDraws draws;
    private final Seed partSeed;

    /**
     * @param plan whose lengths are drawn
     * @param seed root of the requests' chance; a fork's own
     */
    public RequestLengths(WorkloadPlan plan, Seed seed) {
        this.plan = plan;
        this.draws = new LengthDraws(seed);
        this.partSeed = seed.derive("part");
    }

    /**
     * Returns the lengths of a request, shortened to the context if they must be.
     *
     * @throws PromptException if even the least lengths do not fit into the context
     */
    public ContextLimit.Lengths of(long place) {
        long index = place * plan.session().turns();
        TrafficPart traffic = plan.parts().get(part(place));
        int input = draws.input(traffic, index);
        int output = draws.output(traffic, index);
        return plan.context()
                .fit(
                        new ContextLimit.Lengths(input, output),
                        Math.min(input, traffic.input().min()),
                        Math.min(output, traffic.output().min()));
    }

    private int part(long place) {
        List<TrafficPart> parts = plan.parts();
        if (parts.size() == 1) {
            return 0;
        }
        double weights = parts.stream().mapToDouble(TrafficPart::weight).sum();
        double left = partSeed.derive(place).generator().nextDouble() * weights;
        int part = 0;
        while (part < parts.size() - 1 && left >= parts.get(part).weight()) {
            left -= parts.get(part++).weight();
        }
        return part;
    }
}
