/** Text of a wanted length. */
@NullMarked
package io.varcas.prompt;

import org.jspecify.annotations.NullMarked;
