@NullMarked
package io.varcas.dataset.file;

import org.jspecify.annotations.NullMarked;
