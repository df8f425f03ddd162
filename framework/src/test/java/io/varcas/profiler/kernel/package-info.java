@NullMarked
package io.varcas.profiler.kernel;

import org.jspecify.annotations.NullMarked;
