package io.varcas.accuracy.reference;

import io.varcas.validation.Violations;

/**
 * A question to a model of a provider.
 *
 * @param model name of the model
 * @param prompt text of the one user message
 * @param temperature 0 to 2
 * @param maxTokens maximum output length, in tokens, at least 1
 */
public record ModelRequest(String model, String prompt, double temperature, int maxTokens) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ModelRequest {
        Violations.in("model request")
                .within(0, 2, "temperature", temperature, "")
                .atLeast(1, "maxTokens", maxTokens, "tokens")
                .raise();
    }
}
