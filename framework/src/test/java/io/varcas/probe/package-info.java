@NullMarked
package io.varcas.probe;

import org.jspecify.annotations.NullMarked;
