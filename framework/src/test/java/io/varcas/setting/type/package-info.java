@NullMarked
package io.varcas.setting.type;

import org.jspecify.annotations.NullMarked;
