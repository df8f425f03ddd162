/**
 * The hardware under a server, from what people say of it ({@code h100,model=llama-3.1-8b,tp=2}) to engines that take its time
 * and its memory: the same for a simulated target, for a prediction beside a measurement, and for a refusal before either.
 *
 * <p>Start reading at {@link io.varcas.deployment.DeploymentSpec}. It stands on {@code hardware}, {@code model}, {@code engine},
 * {@code roofline} and {@code calibration}; it knows nothing of demand or money.
 *
 * <p>It must not import {@code sizing}.
 */
@NullMarked
package io.varcas.deployment;

import org.jspecify.annotations.NullMarked;
