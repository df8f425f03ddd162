@NullMarked
package io.varcas.profiler.server;

import org.jspecify.annotations.NullMarked;
