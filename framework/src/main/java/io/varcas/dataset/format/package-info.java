/** The layouts that come with Varcas: one reader each, which turns one record of a file into requests. */
@NullMarked
package io.varcas.dataset.format;

import org.jspecify.annotations.NullMarked;
