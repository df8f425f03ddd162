package io.varcas.tune.step;

import io.varcas.client.Response;
import io.varcas.client.Usage;
import java.util.List;

/**
 * The prompts of responses, as the server counted them.
 *
 * @param requests requests
 * @param tokens prompt tokens of those that the server counted
 * @param counted requests whose prompts the server counted
 * @param inexact those of them whose prompt was not as long as planned
 * @param cachedTokens tokens that the server found in its prefix cache
 * @param cacheKnown requests of which the server reported that
 */
record PromptCounts(int requests, long tokens, int counted, int inexact, long cachedTokens, int cacheKnown) {

    static final PromptCounts NONE = new PromptCounts(0, 0, 0, 0, 0, 0);

    static PromptCounts of(List<Response> responses, int planned) {
        List<Usage> usages = responses.stream()
                .flatMap(response -> response.usage().stream())
                .toList();
        return new PromptCounts(
                responses.size(),
                usages.stream().mapToLong(Usage::promptTokens).sum(),
                usages.size(),
                (int) usages.stream()
                        .filter(usage -> usage.promptTokens() != planned)
                        .count(),
                usages.stream()
                        .mapToLong(usage -> usage.cachedTokens().orElse(0))
                        .sum(),
                (int) usages.stream()
                        .filter(usage -> usage.cachedTokens().isPresent())
                        .count());
    }

    PromptCounts plus(PromptCounts other) {
        return new PromptCounts(
                requests + other.requests,
                tokens + other.tokens,
                counted + other.counted,
                inexact + other.inexact,
                cachedTokens + other.cachedTokens,
                cacheKnown + other.cacheKnown);
    }
}
