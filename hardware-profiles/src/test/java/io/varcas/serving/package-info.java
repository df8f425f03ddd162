@NullMarked
package io.varcas.serving;

import org.jspecify.annotations.NullMarked;
