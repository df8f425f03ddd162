@NullMarked
package io.varcas.accuracy.drift;

import org.jspecify.annotations.NullMarked;
