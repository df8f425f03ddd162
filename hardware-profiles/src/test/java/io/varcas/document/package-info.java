@NullMarked
package io.varcas.document;

import org.jspecify.annotations.NullMarked;
