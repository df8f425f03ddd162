/**
 * OpenAI-style requests over HTTP: what is sent, how bytes come back, what they mean. Bytes are stamped as they arrive and scanned,
 * not turned into trees; the transport sits behind one small interface.
 *
 * <p>It must not import {@code supply}, {@code load}, {@code simulator}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.client;

import org.jspecify.annotations.NullMarked;
