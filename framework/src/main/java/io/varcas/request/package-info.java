/**
 * The requests of a plan: prompts of the planned length in tokens, written or generated, and the order in which a load takes them.
 *
 * <p>Start reading at {@link io.varcas.request.RequestMaker}. It must not import {@code dataset}, {@code client}, {@code load},
 * {@code simulator}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.request;

import org.jspecify.annotations.NullMarked;
