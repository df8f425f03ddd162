/**
 * Checks of a machine for serving and load generation: what is found, what is wanted and why, and the changes that are safe to make
 * and to undo.
 *
 * <p>Start reading at {@link io.varcas.doctor.Doctor}. It must not import {@code load}, {@code simulator}, {@code sla}, {@code result},
 * {@code fork}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.doctor;

import org.jspecify.annotations.NullMarked;
