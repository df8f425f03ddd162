@NullMarked
package io.varcas.server;

import org.jspecify.annotations.NullMarked;
