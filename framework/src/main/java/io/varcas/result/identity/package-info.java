/**
 * Identities that a result holds: of the host, the JVM, the server, the sources and Varcas itself.
 *
 * <p>It must not import any other package of {@code result}.
 */
@NullMarked
package io.varcas.result.identity;

import org.jspecify.annotations.NullMarked;
