@NullMarked
package io.varcas.cli.compare;

import org.jspecify.annotations.NullMarked;
