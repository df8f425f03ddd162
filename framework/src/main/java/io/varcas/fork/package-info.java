/**
 * A load generator in a JVM of its own: its start and end, the link between launcher and fork, and the load of one trial driven there.
 *
 * <p>Start reading at {@link io.varcas.fork.ForkLauncher}. It must not import {@code runner}, {@code junit} or {@code cli}, and prints
 * nothing.
 */
@NullMarked
package io.varcas.fork;

import org.jspecify.annotations.NullMarked;
