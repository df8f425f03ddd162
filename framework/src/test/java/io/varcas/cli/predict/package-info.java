@NullMarked
package io.varcas.cli.predict;

import org.jspecify.annotations.NullMarked;
