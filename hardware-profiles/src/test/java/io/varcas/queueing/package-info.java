@NullMarked
package io.varcas.queueing;

import org.jspecify.annotations.NullMarked;
