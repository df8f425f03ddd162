package io.varcas.request;

import io.varcas.traffic.Seed;
import io.varcas.workload.ContextLimit;
import io.varcas.workload.PromptException;
import io.varcas.workload.PromptSpec;
import io.varcas.workload.TrafficPart;
import io.varcas.workload.WorkloadPlan;
import java.util.List;
import java.util.Optional;

/**
 * The lengths a plan's requests are drawn with, and what their prompts begin with in common, without making the requests: those of an
 * index depend on seed and index alone, and are what {@link RequestMaker} draws.
 */
public final class RequestLengths {

    private static final TokenCosts ESTIMATED = TokenCosts.estimated();

    /**
     * The prefix that a prompt shares with other prompts.
     *
     * @param leadTokens tokens before its texts, equal for all prompts of the same {@code lead}; their number is an
     *     estimate
     * @param lead number of that text
     * @param prefixTokens tokens after them that are a shared prefix; 0 for none
     * @param prefix number of that beginning, at least 0; without meaning if there is none
     */
    public record Beginning(int leadTokens, int lead, int prefixTokens, int prefix) {}

    private final WorkloadPlan plan;
    private final LengthDraws draws;
    private final Seed partSeed;
    private final Seed promptSeed;
    private final List<PromptLayout> layouts;

    /**
     * @param plan whose lengths are drawn
     * @param seed root of the requests' chance; a fork's own
     */
    public RequestLengths(WorkloadPlan plan, Seed seed) {
        this.plan = plan;
        this.draws = new LengthDraws(seed);
        this.partSeed = seed.derive("part");
        this.promptSeed = seed.derive("prompt");
        this.layouts = plan.parts().stream()
                .map(part -> PromptLayout.of(part.prompt()))
                .toList();
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

    /**
     * Returns what the prompt of a request begins with in common with others, if it is made of its length.
     *
     * @param place of the request, or of the conversation that it begins
     * @param inputTokens its length
     */
    public Beginning beginning(long place, int inputTokens) {
        int part = part(place);
        PromptLayout layout = layouts.get(part);
        PromptSpec prompt = plan.parts().get(part).prompt();
        int lead = Math.min(inputTokens, layout.leadTokens(ESTIMATED));
        int first = layout.tokens(0, Math.max(layout.texts(), inputTokens - lead), 0);
        if (prompt.prefixes() == 0 || first < 2) {
            return new Beginning(lead, leadOf(layout), 0, 0);
        }
        int prefix =
                promptSeed.derive(place * plan.session().turns()).generator().nextInt(prompt.prefixes());
        int shared = Math.max(1, Math.min(first - 1, prompt.sharedTokens(inputTokens) - lead));
        return new Beginning(lead, leadOf(layout), shared, prefix);
    }

    /**
     * Returns what a later turn adds to a conversation: the tokens of its request, and of its output; empty if the
     * conversation ends before it.
     *
     * @param place of the conversation
     * @param turn number of the turn, from 1
     * @param tokensBefore all that was asked and answered
     */
    public Optional<ContextLimit.Lengths> turn(long place, int turn, long tokensBefore) {
        if (turn >= plan.session().turns()) {
            return Optional.empty();
        }
        long index = place * plan.session().turns() + turn;
        TrafficPart traffic = plan.parts().get(part(place));
        ContextLimit.Lengths added =
                new ContextLimit.Lengths(draws.input(traffic, index), draws.output(traffic, index));
        return tokensBefore + added.input() + added.output() > plan.context().room()
                ? Optional.empty()
                : Optional.of(added);
    }

    /** Parts whose prompts begin with the same text have the same number. */
    private int leadOf(PromptLayout layout) {
        int first = 0;
        while (!layouts.get(first).beginsLike(layout)) {
            first++;
        }
        return first;
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
