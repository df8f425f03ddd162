package io.varcas.request;

import io.varcas.annotation.Endpoint;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makers of requests for tests, from settings written {@code name=value}, and a server that counts. */
public final class Requests {

    private static final int MESSAGE_OVERHEAD = 5;
    private static final int ANSWER_OVERHEAD = 3;

    private Requests() {}

    public static WorkloadPlan plan(String... settings) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put(
                    setting.substring(0, equals), setting.substring(equals + 1).replace('~', ' '));
        }
        return PlanResolver.resolve(
                WorkloadSpec.of("Test", "test").build(),
                Map.of(),
                ResolvedSettings.of(Map.of(Layer.COMMAND_LINE, values)));
    }

    static RequestMaker counted(String... settings) {
        return new RequestMaker(plan(settings), Optional.empty(), Seed.of(7), Seed.of(7), Optional.of(counter()));
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
