@NullMarked
package io.varcas.profiler;

import org.jspecify.annotations.NullMarked;
