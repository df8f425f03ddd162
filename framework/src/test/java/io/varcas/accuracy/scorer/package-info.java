@NullMarked
package io.varcas.accuracy.scorer;

import org.jspecify.annotations.NullMarked;
