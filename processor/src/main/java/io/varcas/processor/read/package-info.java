/**
 * The edge to the compiler: elements and annotation mirrors in, records of {@code model} out, faults back to where they belong. It
 * must not import {@code resolve} or {@code emit}.
 */
@NullMarked
package io.varcas.processor.read;

import org.jspecify.annotations.NullMarked;
