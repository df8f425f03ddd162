/**
 * Requests out of files: readers of datasets and traces, found by {@link java.util.ServiceLoader}, and the source that feeds them
 * to a load as it goes on.
 *
 * <p>It must not import {@code client}, {@code load}, {@code simulator}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.dataset;

import org.jspecify.annotations.NullMarked;
