package io.varcas.compare.match;

/**
 * A recorded fact in which the sides differ.
 *
 * @param name what it is
 * @param baseline its values on the first side
 * @param candidate its values on the second
 */
public record Difference(String name, String baseline, String candidate) {}
