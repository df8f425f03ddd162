/**
 * Validation of values: all violations are reported at once, each with the value, the rule and the nearest valid value.
 *
 * <p>{@link io.varcas.validation.FailureText} puts into words anything else that was thrown.
 *
 * <p>It must not import anything of Varcas.
 */
@NullMarked
package io.varcas.validation;

import org.jspecify.annotations.NullMarked;
