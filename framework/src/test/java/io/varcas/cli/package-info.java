@NullMarked
package io.varcas.cli;

import org.jspecify.annotations.NullMarked;
