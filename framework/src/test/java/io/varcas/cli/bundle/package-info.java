@NullMarked
package io.varcas.cli.bundle;

import org.jspecify.annotations.NullMarked;
