@NullMarked
package io.varcas.calibration;

import org.jspecify.annotations.NullMarked;
