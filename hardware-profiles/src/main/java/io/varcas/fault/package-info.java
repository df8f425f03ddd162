/**
 * How a wrong value is refused: all faults at once, each with the value, the rule and the nearest right thing.
 *
 * <p>It imports the JDK only.
 */
@NullMarked
package io.varcas.fault;

import org.jspecify.annotations.NullMarked;
