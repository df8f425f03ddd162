/**
 * Results of a run: a schema-versioned bundle on disk, and the same as objects.
 *
 * <p>It must not import {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.result;

import org.jspecify.annotations.NullMarked;
