/**
 * Files for programs: JSON and CSV.
 *
 * <p>It must not import {@code html}, {@code text}, {@code image} or {@code chart}.
 */
@NullMarked
package io.varcas.reports.data;

import org.jspecify.annotations.NullMarked;
