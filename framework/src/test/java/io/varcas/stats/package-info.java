@NullMarked
package io.varcas.stats;

import org.jspecify.annotations.NullMarked;
