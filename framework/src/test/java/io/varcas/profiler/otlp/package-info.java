/** Tests of the receiver of spans. */
@NullMarked
package io.varcas.profiler.otlp;

import org.jspecify.annotations.NullMarked;
