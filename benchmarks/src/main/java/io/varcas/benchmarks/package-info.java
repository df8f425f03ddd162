/** Ready-made workloads; each package is one kind of traffic. Nothing may depend on this module. */
@NullMarked
package io.varcas.benchmarks;

import org.jspecify.annotations.NullMarked;
