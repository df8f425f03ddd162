/**
 * The command that examines the machine.
 *
 * <p>It must not import {@code runner} or {@code fork}.
 */
@NullMarked
package io.varcas.cli.doctor;

import org.jspecify.annotations.NullMarked;
