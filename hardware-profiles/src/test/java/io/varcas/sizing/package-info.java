@NullMarked
package io.varcas.sizing;

import org.jspecify.annotations.NullMarked;
