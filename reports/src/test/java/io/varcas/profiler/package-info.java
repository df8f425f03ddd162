/** What profilers leave, carried on to reports. */
@NullMarked
package io.varcas.profiler;

import org.jspecify.annotations.NullMarked;
