@NullMarked
package io.varcas.sla;

import org.jspecify.annotations.NullMarked;
