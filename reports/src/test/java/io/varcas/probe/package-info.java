/** What profilers leave, carried on to reports. */
@NullMarked
package io.varcas.probe;

import org.jspecify.annotations.NullMarked;
