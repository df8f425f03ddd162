@NullMarked
package io.varcas.utilization;

import org.jspecify.annotations.NullMarked;
