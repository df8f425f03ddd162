@NullMarked
package io.varcas.accuracy.sandbox;

import org.jspecify.annotations.NullMarked;
