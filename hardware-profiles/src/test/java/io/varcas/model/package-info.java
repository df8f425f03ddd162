@NullMarked
package io.varcas.model;

import org.jspecify.annotations.NullMarked;
