package io.varcas.request;

import io.varcas.annotation.Endpoint;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.Plans;
import java.util.Optional;

/** Makers of requests for tests, from settings written {@code name=value}, and a server that counts. */
public final class Requests {

    private static final int MESSAGE_OVERHEAD = 5;
    private static final int ANSWER_OVERHEAD = 3;

    private Requests() {}

    static RequestMaker counted(String... settings) {
        return new RequestMaker(Plans.of(settings), Optional.empty(), Seed.of(7), Seed.of(7), Optional.of(counter()));
    }

    /** Counts as a server does whose chat template adds five tokens to each message, and three that ask for the answer. */
    static PromptCounter counter() {
        RegexTokenizer tokenizer = new RegexTokenizer();
        return new PromptCounter() {
            @Override
            public int count(ChatPrompt prompt, Endpoint endpoint) {
                return prompt.messages().stream()
                                .mapToInt(message -> MESSAGE_OVERHEAD + tokenizer.count(message.content()) - 1)
                                .sum()
                        + ANSWER_OVERHEAD;
            }

            @Override
            public int count(String text) {
                return tokenizer.count(text);
            }
        };
    }
}
