@NullMarked
package io.varcas.tune.race;

import org.jspecify.annotations.NullMarked;
