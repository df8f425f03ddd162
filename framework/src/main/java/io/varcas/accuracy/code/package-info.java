/**
 * Programming tasks: their tests in the files of benchmarks, and the program in an output.
 *
 * <p>Start reading at {@link io.varcas.accuracy.code.CodeTask}. It must not import {@code load}, {@code simulator}, {@code sla},
 * {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.accuracy.code;

import org.jspecify.annotations.NullMarked;
