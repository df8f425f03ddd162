/** Tests of the checks of a machine. */
@NullMarked
package io.varcas.doctor;

import org.jspecify.annotations.NullMarked;
