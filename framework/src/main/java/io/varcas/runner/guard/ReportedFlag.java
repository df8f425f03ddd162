package io.varcas.runner.guard;

/**
 * A flag that a server reports to have.
 *
 * @param flag name without dashes, such as {@code max-num-seqs}
 * @param value its value; {@code true} or {@code false} for a switch
 * @param source where it was read, in words
 */
public record ReportedFlag(String flag, String value, String source) {}
