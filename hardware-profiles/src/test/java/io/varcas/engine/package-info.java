@NullMarked
package io.varcas.engine;

import org.jspecify.annotations.NullMarked;
