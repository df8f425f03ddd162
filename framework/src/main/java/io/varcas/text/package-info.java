/**
 * Text for people, the same everywhere: numbers, tables, and what others wrote made fit to be printed.
 *
 * <p>Start reading at {@link io.varcas.text.NumberText}. It must not import any other package of this module.
 */
@NullMarked
package io.varcas.text;

import org.jspecify.annotations.NullMarked;
