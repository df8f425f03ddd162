@NullMarked
package io.varcas.tune.sweep;

import org.jspecify.annotations.NullMarked;
