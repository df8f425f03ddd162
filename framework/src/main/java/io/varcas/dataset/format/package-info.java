/**
 * The formats that come with Varcas: one reader each, which turns one record of a file into requests.
 *
 * <p>It must not import {@code client}, {@code load}, {@code simulator}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.dataset.format;

import org.jspecify.annotations.NullMarked;
