@NullMarked
package io.varcas.simulator;

import org.jspecify.annotations.NullMarked;
