/**
 * The source of a trial's requests: generated or read from data, with prompts and outputs counted by the server or by a tokenizer.
 *
 * <p>Start reading at {@link io.varcas.supply.ForkRequests}. It must not import {@code fork}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.supply;

import org.jspecify.annotations.NullMarked;
