package io.varcas.profiler;

/**
 * What one column of a time series holds.
 *
 * @param name dotted name, general to special
 * @param unit unit of its numbers
 */
public record Column(String name, String unit) {}
