/**
 * Plain text for consoles, in JMH's manner.
 *
 * <p>It must not import {@code html}, {@code image} or {@code chart}.
 */
@NullMarked
package io.varcas.reports.text;

import org.jspecify.annotations.NullMarked;
