/**
 * History of results: an index of bundles in a database, and named baselines.
 *
 * <p>The way in is {@link io.varcas.history.HistoryIndex#open}. The bundles stay what is true; an index can be made again from them. It must
 * not import {@code runner}, {@code junit} or {@code cli}, and prints nothing; it speaks no SQL that only one database understands.
 */
@NullMarked
package io.varcas.history;

import org.jspecify.annotations.NullMarked;
