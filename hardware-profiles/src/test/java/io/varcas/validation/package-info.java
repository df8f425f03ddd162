@NullMarked
package io.varcas.validation;

import org.jspecify.annotations.NullMarked;
