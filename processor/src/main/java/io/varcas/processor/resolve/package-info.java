/**
 * Annotations laid over each other: which value of a setting, which load shape, which objectives count for a workload. It must not
 * import {@code javax.lang.model}, {@code read}, {@code check} or {@code emit}.
 */
@NullMarked
package io.varcas.processor.resolve;

import org.jspecify.annotations.NullMarked;
