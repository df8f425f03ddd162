@NullMarked
package io.varcas.figure;

import org.jspecify.annotations.NullMarked;
