@NullMarked
package io.varcas.accuracy.offline;

import org.jspecify.annotations.NullMarked;
