@NullMarked
package io.varcas.accuracy.model;

import org.jspecify.annotations.NullMarked;
