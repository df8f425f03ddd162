@NullMarked
package io.varcas.probe.prometheus;

import org.jspecify.annotations.NullMarked;
