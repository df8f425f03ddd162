/**
 * Data of reports that {@code result.json} does not contain: distributions, time series and the slowest requests,
 * computed in one pass over the request logs with constant memory.
 *
 * <p>It must not import {@code chart}, {@code html}, {@code text}, {@code data} or {@code image}.
 */
@NullMarked
package io.varcas.reports.log;

import org.jspecify.annotations.NullMarked;
