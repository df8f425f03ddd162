/** Whether predictions are of the load itself, and bracket it. */
@NullMarked
package io.varcas.prediction;

import org.jspecify.annotations.NullMarked;
