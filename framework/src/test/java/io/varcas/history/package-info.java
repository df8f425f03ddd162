@NullMarked
package io.varcas.history;

import org.jspecify.annotations.NullMarked;
