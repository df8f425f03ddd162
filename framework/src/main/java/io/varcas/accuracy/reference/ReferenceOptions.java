package io.varcas.accuracy.reference;

import io.varcas.validation.Violations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Options of the generation of references.
 *
 * @param provider who is asked
 * @param model name of the model
 * @param temperature 0 to 2; 0 for the most likely output
 * @param maxTokens maximum output length, in tokens, at least 1
 * @param concurrency prompts in flight at once, at least 1
 * @param cache folder of the cache; empty for none
 * @param ttl age above which a cached reference is asked for anew
 */
public record ReferenceOptions(
        Provider provider,
        String model,
        double temperature,
        int maxTokens,
        int concurrency,
        Optional<Path> cache,
        Duration ttl) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ReferenceOptions {
        Violations.in("references")
                .notBlank("model", model)
                .within(0, 2, "temperature", temperature, "")
                .atLeast(1, "maxTokens", maxTokens, "tokens")
                .atLeast(1, "concurrency", concurrency, "prompts in flight")
                .raise();
    }
}
