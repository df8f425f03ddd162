/**
 * Parts that users add, found by their names: profilers, scorers, dataset readers, report and comparison formats. The built-in ones
 * are found in the same way.
 *
 * <p>The way in is {@link io.varcas.extension.Extensions}. It must not import any other package of this module but
 * {@code io.varcas.setting}.
 */
@NullMarked
package io.varcas.extension;

import org.jspecify.annotations.NullMarked;
