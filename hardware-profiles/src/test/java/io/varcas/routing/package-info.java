@NullMarked
package io.varcas.routing;

import org.jspecify.annotations.NullMarked;
