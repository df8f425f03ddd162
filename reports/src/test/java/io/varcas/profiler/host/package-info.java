/** What profilers leave, carried on to reports. */
@NullMarked
package io.varcas.profiler.host;

import org.jspecify.annotations.NullMarked;
