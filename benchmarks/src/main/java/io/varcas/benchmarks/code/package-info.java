/** Programming: a task about a file of code, long prompts and long outputs. */
@NullMarked
package io.varcas.benchmarks.code;

import org.jspecify.annotations.NullMarked;
