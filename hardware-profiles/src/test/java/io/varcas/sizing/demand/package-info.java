@NullMarked
package io.varcas.sizing.demand;

import org.jspecify.annotations.NullMarked;
