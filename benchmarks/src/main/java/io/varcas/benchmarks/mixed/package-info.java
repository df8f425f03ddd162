/** Traffic of several kinds on one server. */
@NullMarked
package io.varcas.benchmarks.mixed;

import org.jspecify.annotations.NullMarked;
