/**
 * What is recorded of each request, and what the numbers made from the records mean: one definition for annotations,
 * console, results, reports and objectives alike.
 *
 * <p>It must not import {@code workload}, {@code client}, {@code load} or anything above them.
 */
@NullMarked
package io.varcas.metric;

import org.jspecify.annotations.NullMarked;
