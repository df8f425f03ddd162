@NullMarked
package io.varcas.text;

import org.jspecify.annotations.NullMarked;
