/** Programming: a task about a file of code, long prompts and long answers. */
@NullMarked
package io.varcas.benchmarks.code;

import org.jspecify.annotations.NullMarked;
