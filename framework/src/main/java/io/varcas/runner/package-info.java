/**
 * From options to a result: which workloads, which trials, in which JVMs, and what becomes of what they measured.
 *
 * <p>It must not import {@code cli}, and it prints nothing: what happens is told to a {@link io.varcas.runner.RunListener}.
 */
@NullMarked
package io.varcas.runner;

import org.jspecify.annotations.NullMarked;
