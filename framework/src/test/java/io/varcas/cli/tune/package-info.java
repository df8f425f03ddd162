@NullMarked
package io.varcas.cli.tune;

import org.jspecify.annotations.NullMarked;
