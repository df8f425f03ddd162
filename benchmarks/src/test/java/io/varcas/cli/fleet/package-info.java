@NullMarked
package io.varcas.cli.fleet;

import org.jspecify.annotations.NullMarked;
