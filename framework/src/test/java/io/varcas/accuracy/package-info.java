@NullMarked
package io.varcas.accuracy;

import org.jspecify.annotations.NullMarked;
