/**
 * What became of numbers over time: an index of result bundles in a database, and the runs that a team measures itself by.
 *
 * <p>The way in is {@link io.varcas.history.HistoryIndex#open}. The bundles stay what is true; an index can be made again from them. It must
 * not import {@code runner}, {@code junit} or {@code cli}, and prints nothing; it speaks no SQL that only one database understands.
 */
@NullMarked
package io.varcas.history;

import org.jspecify.annotations.NullMarked;
