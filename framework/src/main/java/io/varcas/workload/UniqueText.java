package io.varcas.workload;

import io.varcas.prompt.TextMaker;
import io.varcas.prompt.TokenCosts;
import io.varcas.traffic.Seed;
import java.util.random.RandomGenerator;

/** Text that no other request of a run has, of one word a token: its length is an estimate. */
public final class UniqueText {

    private final TextMaker maker;

    /**
     * Creates a source of texts.
     *
     * @param seed scrambles the numbers of requests
     */
    public UniqueText(Seed seed) {
        maker = new TextMaker(TokenCosts.estimated(), seed);
    }

    /**
     * Returns the text of a request.
     *
     * @param index place of the request in the plan
     * @param tokens wanted length, at least 1
     * @param random chance of the request
     */
    public String of(long index, int tokens, RandomGenerator random) {
        return maker.words(index, tokens, random).text();
    }
}
