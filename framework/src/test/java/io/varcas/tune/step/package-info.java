/** Tests of step profiles. */
@NullMarked
package io.varcas.tune.step;

import org.jspecify.annotations.NullMarked;
