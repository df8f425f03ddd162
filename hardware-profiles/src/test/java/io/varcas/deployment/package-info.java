@NullMarked
package io.varcas.deployment;

import org.jspecify.annotations.NullMarked;
