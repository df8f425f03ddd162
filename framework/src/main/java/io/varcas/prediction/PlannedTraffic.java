package io.varcas.prediction;

import io.varcas.engine.BlockHashes;
import io.varcas.engine.BlockHashes.Piece;
import io.varcas.engine.EngineRequest;
import io.varcas.engine.RequestSource;
import io.varcas.request.RequestLengths;
import io.varcas.traffic.Seed;
import io.varcas.workload.ContextLimit.Lengths;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan's requests as an engine sees them: the lengths that a fork will draw, what their prompts begin with in common, and the turns
 * of its conversations, each of which repeats all before it.
 */
final class PlannedTraffic implements RequestSource {

    private final RequestLengths lengths;
    private final int longest;
    private final int blockTokens;
    private final Duration pause;
    private final boolean shares;
    private final boolean converses;
    private final Map<Long, Asked> asked = new HashMap<>();
    private long places;

    /**
     * @param plan whose requests
     * @param seed of the fork
     * @param longest tokens that prompt and output together may have
     * @param blockTokens tokens a KV block holds
     * @param ingress what every turn waits for before it reaches the engine
     */
    PlannedTraffic(WorkloadPlan plan, Seed seed, int longest, int blockTokens, Duration ingress) {
        this.lengths = new RequestLengths(plan, seed);
        this.longest = longest;
        this.blockTokens = blockTokens;
        this.pause = plan.session().pause().plus(ingress);
        boolean made = !plan.spec().writesPrompts();
        this.shares = made && !plan.sharesNothing();
        this.converses = made && plan.session().turns() > 1;
    }

    @Override
    public EngineRequest next(long id) {
        long place = places++;
        Lengths drawn = lengths.of(place);
        int output = Math.min(drawn.output(), longest - 1);
        int input = Math.min(drawn.input(), longest - output);
        List<Piece> prompt = new ArrayList<>();
        int common = 0;
        if (shares) {
            RequestLengths.Beginning beginning = lengths.beginning(place, input);
            prompt.add(new Piece(Text.LEAD.number(beginning.lead()), beginning.leadTokens()));
            prompt.add(new Piece(Text.PREFIX.number(beginning.prefix()), beginning.prefixTokens()));
            common = beginning.leadTokens() + beginning.prefixTokens();
        }
        prompt.add(new Piece(Text.REQUEST.number(id), Math.max(0, input - common)));
        return ask(new Asked(place, 0, prompt, input, output), id);
    }

    @Override
    public Optional<FollowUp> followUp(long ended) {
        Asked before = asked.remove(ended);
        if (before == null) {
            return Optional.empty();
        }
        int history = before.input() + before.output();
        return lengths.turn(before.place(), before.turn() + 1, history)
                .filter(added -> (long) history + added.input() + added.output() <= longest)
                .map(added -> new FollowUp(pause, id -> {
                    List<Piece> prompt = new ArrayList<>(before.prompt());
                    prompt.add(new Piece(Text.ANSWER.number(ended), before.output()));
                    prompt.add(new Piece(Text.REQUEST.number(id), added.input()));
                    return ask(
                            new Asked(
                                    before.place(), before.turn() + 1, prompt, history + added.input(), added.output()),
                            id);
                }));
    }

    private EngineRequest ask(Asked request, long id) {
        EngineRequest bare = EngineRequest.of(id, request.input(), request.output());
        if (!shares && !converses) {
            return bare;
        }
        List<Piece> text = new ArrayList<>(request.prompt());
        if (converses) {
            asked.put(id, request);
            text.add(new Piece(Text.ANSWER.number(id), request.output())); // the next turn repeats it
        }
        return bare.withBlocks(BlockHashes.ofPieces(blockTokens, text.toArray(Piece[]::new)));
    }

    /**
     * A request of a conversation.
     *
     * @param place of the conversation in the plan
     * @param turn from 0
     * @param prompt what it says
     * @param input its length
     * @param output length of the output
     */
    private record Asked(long place, int turn, List<Piece> prompt, int input, int output) {}

    /** Kinds of text, so that equal numbers of different kinds are different texts. */
    private enum Text {
        LEAD(0),
        PREFIX(1),
        REQUEST(2),
        ANSWER(3);

        private static final int KINDS = 4;

        private final int kind;

        Text(int kind) {
            this.kind = kind;
        }

        long number(long ofKind) {
            return ofKind * KINDS + kind;
        }
    }
}
