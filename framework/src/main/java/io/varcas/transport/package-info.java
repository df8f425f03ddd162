/**
 * The way bytes travel to a server and back: targets, connections, timestamps, transport faults. Nothing here knows the meaning of a
 * response.
 *
 * <p>Start reading at {@link io.varcas.transport.Transport}. It must not import {@code client}, {@code load}, {@code simulator},
 * {@code result}, {@code fork}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.transport;

import org.jspecify.annotations.NullMarked;
