/** What settings accept, and which layer of them wins. */
@NullMarked
package io.varcas.setting;

import org.jspecify.annotations.NullMarked;
