@NullMarked
package io.varcas.traffic;

import org.jspecify.annotations.NullMarked;
