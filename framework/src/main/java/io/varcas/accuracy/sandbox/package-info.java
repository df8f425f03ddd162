/**
 * Execution of untrusted Python programs: sandboxes in Linux namespaces, limits, and the scorer that runs tests of code.
 *
 * <p>Start reading at {@link io.varcas.accuracy.sandbox.PythonSandbox}. It must not import {@code load}, {@code simulator},
 * {@code sla}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.accuracy.sandbox;

import org.jspecify.annotations.NullMarked;
