/**
 * The closed loop of tuning: measure a baseline, simulate other configurations of its server, race the most promising against it, and
 * confirm the winner with runs of its own.
 *
 * <p>Start reading at {@link io.varcas.tune.race.Tuning}. It must not import {@code cli}.
 */
@NullMarked
package io.varcas.tune.race;

import org.jspecify.annotations.NullMarked;
