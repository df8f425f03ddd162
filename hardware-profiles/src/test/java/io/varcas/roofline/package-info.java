@NullMarked
package io.varcas.roofline;

import org.jspecify.annotations.NullMarked;
