/**
 * Charts as pictures, drawn here and not by a browser.
 *
 * <p>It must not import {@code html}, {@code text} or {@code data}.
 */
@NullMarked
package io.varcas.reports.image;

import org.jspecify.annotations.NullMarked;
