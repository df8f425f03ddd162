/**
 * Commands for several servers at once: {@code balance}.
 *
 * <p>It must not import {@code runner} or {@code fork}.
 */
@NullMarked
package io.varcas.cli.fleet;

import org.jspecify.annotations.NullMarked;
