/** Tests of where the time of requests went. */
@NullMarked
package io.varcas.stages;

import org.jspecify.annotations.NullMarked;
