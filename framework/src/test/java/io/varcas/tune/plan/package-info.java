@NullMarked
package io.varcas.tune.plan;

import org.jspecify.annotations.NullMarked;
