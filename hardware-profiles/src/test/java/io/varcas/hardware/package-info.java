@NullMarked
package io.varcas.hardware;

import org.jspecify.annotations.NullMarked;
