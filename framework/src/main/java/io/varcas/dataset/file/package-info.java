/**
 * Files as streams of records: lines, CSV, JSON, compressed or not, in any encoding, within limits.
 *
 * <p>It must not import any other package of {@code dataset}, {@code client}, {@code load}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.dataset.file;

import org.jspecify.annotations.NullMarked;
