/** Tests of the command that examines the machine. */
@NullMarked
package io.varcas.cli.doctor;

import org.jspecify.annotations.NullMarked;
