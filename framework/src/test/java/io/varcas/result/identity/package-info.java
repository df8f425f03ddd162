@NullMarked
package io.varcas.result.identity;

import org.jspecify.annotations.NullMarked;
