/**
 * The page a person looks at: one HTML file that needs nothing else, neither files nor network. Every text in it is escaped by the type
 * that holds it, and a content security policy lets only the page's own two scripts run.
 *
 * <p>It must not import {@code text}, {@code data} or {@code image}.
 */
@NullMarked
package io.varcas.reports.html;

import org.jspecify.annotations.NullMarked;
