@NullMarked
package io.varcas.cli.run;

import org.jspecify.annotations.NullMarked;
