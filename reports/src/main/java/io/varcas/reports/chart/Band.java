package io.varcas.reports.chart;

/**
 * A stretch of the horizontal axis that is shaded.
 *
 * @param from its begin
 * @param to its end
 * @param label what it is
 * @param counts whether what lies in it counts; what does not is shaded darker
 */
public record Band(double from, double to, String label, boolean counts) {}
