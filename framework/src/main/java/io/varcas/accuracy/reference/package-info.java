/**
 * Other models as references: providers that are asked over HTTP, with retries, and the generation of ground truth with them.
 *
 * <p>Start reading at {@link io.varcas.accuracy.reference.ProviderClient}. It must not import {@code load}, {@code simulator},
 * {@code sla}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.accuracy.reference;

import org.jspecify.annotations.NullMarked;
