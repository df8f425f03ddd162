/**
 * The record of each request, and the log that holds them: everything that metrics are computed from.
 *
 * <p>Start reading at {@link io.varcas.record.RequestRecord}. It must not import {@code metric}, {@code workload}, {@code transport}, {@code client}, {@code load}.
 */
@NullMarked
package io.varcas.record;

import org.jspecify.annotations.NullMarked;
