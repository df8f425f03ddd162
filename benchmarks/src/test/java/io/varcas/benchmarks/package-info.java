/** The shipped workloads. */
@NullMarked
package io.varcas.benchmarks;

import org.jspecify.annotations.NullMarked;
