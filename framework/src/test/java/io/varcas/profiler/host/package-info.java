@NullMarked
package io.varcas.profiler.host;

import org.jspecify.annotations.NullMarked;
