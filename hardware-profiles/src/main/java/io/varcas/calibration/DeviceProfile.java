package io.varcas.calibration;

import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.StepCoefficients;
import io.varcas.validation.Violations;
import org.jspecify.annotations.Nullable;

/**
 * Coefficients that were fitted to measured runs, what they are good for, and how far off they were on runs left out.
 *
 * @param id its name
 * @param scope what it is good for
 * @param coefficients what the terms of a step are multiplied with
 * @param overheads what TTFT costs outside the engine; null if that was not fitted
 * @param tpotErrors errors of TPOT on rows (or groups) left out of the fit, one after the other
 * @param ttftErrors errors of TTFT on the same
 * @param source what it was fitted to
 * @param asOf date of the fit, {@code yyyy-mm-dd} or shorter
 */
public record DeviceProfile(
        String id,
        Scope scope,
        StepCoefficients coefficients,
        @Nullable RequestOverheads overheads,
        RelativeErrors tpotErrors,
        RelativeErrors ttftErrors,
        String source,
        String asOf) {

    /**
     * @throws IllegalArgumentException if the id, source or date is blank
     */
    public DeviceProfile {
        Violations.in("device profile")
                .notBlank("id", id)
                .notBlank("source", source)
                .notBlank("asOf", asOf)
                .raise();
    }

    /** Returns the errors of TPOT to expect of a deployment: wider than on the groups it was fitted to if its kernels are less well known. */
    public RelativeErrors tpotErrorsOf(Deployment deployment) {
        return errorsOf(deployment, tpotErrors);
    }

    /** Returns the errors of TTFT to expect of a deployment. */
    public RelativeErrors ttftErrorsOf(Deployment deployment) {
        return errorsOf(deployment, ttftErrors);
    }

    /** A profile of one model on one accelerator was fitted to these very kernels. */
    private RelativeErrors errorsOf(Deployment deployment, RelativeErrors errors) {
        boolean own = scope.model() != null && scope.accelerator() != null;
        return own ? errors : errors.widenedFor(deployment.kernels().evidence());
    }

    /**
     * What a profile is good for; null is anything.
     *
     * @param accelerator id of the accelerator
     * @param engine engine and version, or the beginning of it, such as {@code vllm 0.15}
     * @param model id of the model
     * @param precision key of the precision
     * @param tensorParallel ranks
     */
    public record Scope(
            @Nullable String accelerator,
            @Nullable String engine,
            @Nullable String model,
            @Nullable String precision,
            @Nullable Integer tensorParallel) {

        /** The scope of everything. */
        public static final Scope ANYTHING = new Scope(null, null, null, null, null);

        /** Returns the scope of one deployment on one engine. */
        public static Scope of(Deployment deployment, String engine) {
            return new Scope(
                    deployment.accelerator().id(),
                    engine,
                    deployment.model().id(),
                    deployment.precision().key(),
                    deployment.tensorParallel());
        }

        /** Tells whether a deployment on an engine lies within. */
        public boolean covers(Deployment deployment, String engineVersion) {
            return (accelerator == null
                            || accelerator.equals(deployment.accelerator().id()))
                    && (engine == null || engineVersion.startsWith(engine))
                    && (model == null || model.equals(deployment.model().id()))
                    && (precision == null
                            || precision.equals(deployment.precision().key()))
                    && (tensorParallel == null || tensorParallel == deployment.tensorParallel());
        }

        /** Returns how many things it pins down: the narrower of two profiles that both cover is the better. */
        public int narrowness() {
            return count(accelerator) + count(engine) + count(model) + count(precision) + count(tensorParallel);
        }

        private static int count(@Nullable Object value) {
            return value == null ? 0 : 1;
        }
    }
}
