/**
 * Commands on files: results to reports and other formats and back, datasets, recordings.
 *
 * <p>It must not import any other package of {@code cli} but {@code flag}.
 */
@NullMarked
package io.varcas.cli.bundle;

import org.jspecify.annotations.NullMarked;
