package io.varcas.processor;

import io.varcas.workload.PromptContext;
import java.util.random.RandomGenerator;

/** What a runner would tell a prompt method. */
final class Contexts {

    private Contexts() {}

    /** The first request, with 3 prompt tokens and 4 answer tokens; its texts are as many dots. */
    static PromptContext first() {
        return new PromptContext() {
            @Override
            public long index() {
                return 0;
            }

            @Override
            public int inputTokens() {
                return 3;
            }

            @Override
            public int outputTokens() {
                return 4;
            }

            @Override
            public RandomGenerator random() {
                return RandomGenerator.of("L64X128MixRandom");
            }

            @Override
            public String text(int tokens) {
                return ".".repeat(tokens);
            }
        };
    }
}
