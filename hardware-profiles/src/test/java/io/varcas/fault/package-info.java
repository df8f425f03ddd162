@NullMarked
package io.varcas.fault;

import org.jspecify.annotations.NullMarked;
