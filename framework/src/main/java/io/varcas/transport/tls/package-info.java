/**
 * TLS of a target: trusted certificates, a client certificate, the encrypted layer of a connection.
 *
 * <p>It must not import any other package of {@code transport}.
 */
@NullMarked
package io.varcas.transport.tls;

import org.jspecify.annotations.NullMarked;
