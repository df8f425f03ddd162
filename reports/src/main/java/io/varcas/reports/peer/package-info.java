/**
 * Other tools: their numbers from our events, their files as our bundles, our bundles as their files. Each tool's definitions are in one
 * class each, with the source they were read from.
 *
 * <p>It must not import {@code html}, {@code text}, {@code image} or {@code chart}.
 */
@NullMarked
package io.varcas.reports.peer;

import org.jspecify.annotations.NullMarked;
