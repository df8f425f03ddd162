@NullMarked
package io.varcas.compare;

import org.jspecify.annotations.NullMarked;
