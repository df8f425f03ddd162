/** Text of a wanted length. */
@NullMarked
package io.varcas.request;

import org.jspecify.annotations.NullMarked;
