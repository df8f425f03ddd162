/**
 * Drives a plan's requests at a server: open and closed loops on an absolute schedule, windows, drain. Entry point: {@link
 * io.varcas.load.LoadRun}.
 *
 * <p>It must not import {@code simulator}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.load;

import org.jspecify.annotations.NullMarked;
