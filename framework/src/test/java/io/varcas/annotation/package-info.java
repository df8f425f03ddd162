/** What holds for all annotations. */
@NullMarked
package io.varcas.annotation;

import org.jspecify.annotations.NullMarked;
