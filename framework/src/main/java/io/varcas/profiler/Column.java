package io.varcas.profiler;

/**
 * The definition of one column of a time series.
 *
 * @param name dotted name, general to special
 * @param unit unit of its numbers
 */
public record Column(String name, String unit) {}
