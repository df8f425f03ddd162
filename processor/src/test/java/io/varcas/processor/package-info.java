/** Compiles small sources with the processors and looks at what comes out: faults with their places, runners that run. */
@NullMarked
package io.varcas.processor;

import org.jspecify.annotations.NullMarked;
