/**
 * The result of a trial: its request logs and readings, computed into metrics, findings and stages.
 *
 * <p>Start reading at {@link io.varcas.runner.trial.TrialAssembler}. It must not import {@code cli} or {@code runner.guard}.
 */
@NullMarked
package io.varcas.runner.trial;

import org.jspecify.annotations.NullMarked;
