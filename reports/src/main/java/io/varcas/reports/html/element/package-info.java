/**
 * The elements of pages: tags, tables, badges, charts as data, and the page around them.
 *
 * <p>Start reading at {@link io.varcas.reports.html.element.Page}. It must not import {@code reports.text} or {@code cli}.
 */
@NullMarked
package io.varcas.reports.html.element;

import org.jspecify.annotations.NullMarked;
