package io.varcas.reports.chart;

/**
 * A straight line across a chart: a bound, a ridge.
 *
 * @param vertical whether it stands at a place of the horizontal axis
 * @param at the place
 * @param label what it is
 */
public record ReferenceLine(boolean vertical, double at, String label) {}
