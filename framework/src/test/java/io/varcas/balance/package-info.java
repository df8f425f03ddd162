@NullMarked
package io.varcas.balance;

import org.jspecify.annotations.NullMarked;
