/**
 * The compiler's knowledge of a workload class, as plain records: each value with an opaque source position. It must not import
 * {@code javax.lang.model} or any other package of {@code processor}.
 */
@NullMarked
package io.varcas.processor.model;

import org.jspecify.annotations.NullMarked;
