package io.varcas.sizing;

/**
 * A machine that cannot serve the model, with the reason.
 *
 * @param instance the machine with its cloud: {@code gcp/g2-standard-4}
 * @param reason why not, with the numbers
 */
public record Unfit(String instance, String reason) {}
