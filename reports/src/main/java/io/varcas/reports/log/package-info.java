/**
 * What a report shows and {@code result.json} does not hold: distributions, the course over time and the slowest requests, computed in one
 * pass over the request logs of a trial, in memory that does not grow with their length.
 *
 * <p>It must not import {@code chart}, {@code html}, {@code text}, {@code data} or {@code image}.
 */
@NullMarked
package io.varcas.reports.log;

import org.jspecify.annotations.NullMarked;
