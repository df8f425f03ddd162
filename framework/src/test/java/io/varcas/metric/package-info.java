/** Tests of what is recorded and computed. */
@NullMarked
package io.varcas.metric;

import org.jspecify.annotations.NullMarked;
