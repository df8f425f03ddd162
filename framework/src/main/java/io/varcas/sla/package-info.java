/**
 * Service objectives and their verdicts. It must not import {@code client}, {@code load}, {@code simulator}, {@code result},
 * {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.sla;

import org.jspecify.annotations.NullMarked;
