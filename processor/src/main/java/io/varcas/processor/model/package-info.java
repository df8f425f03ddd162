/**
 * What the compiler knows of a workload class, as plain records: each value with an opaque position to point at. It must not import
 * anything of {@code javax.lang.model} or of the other packages of the processor.
 */
@NullMarked
package io.varcas.processor.model;

import org.jspecify.annotations.NullMarked;
