@NullMarked
package io.varcas.accuracy.reference;

import org.jspecify.annotations.NullMarked;
