@NullMarked
package io.varcas.profiler.prometheus;

import org.jspecify.annotations.NullMarked;
