@NullMarked
package io.varcas.accuracy.code;

import org.jspecify.annotations.NullMarked;
