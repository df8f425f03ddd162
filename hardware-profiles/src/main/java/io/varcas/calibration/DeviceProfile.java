package io.varcas.calibration;

import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.StepCoefficients;
import io.varcas.validation.Violations;
import java.util.List;
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
 * @param kernels the kernels it was fitted on, as {@link io.varcas.roofline.KernelPaths#describe} has them; null for any
 * @param range loads and lengths it was fitted to; null if that was not recorded
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
        @Nullable String kernels,
        @Nullable FittedRange range,
        String source,
        String asOf) {

    /** @throws IllegalArgumentException if the id, source or date is blank */
    public DeviceProfile {
        Violations.in("device profile")
                .notBlank("id", id)
                .notBlank("source", source)
                .notBlank("asOf", asOf)
                .raise();
    }

    /** Returns whether it is good for a deployment on an engine: within its scope, and on the same kernels. */
    public boolean covers(Deployment deployment, String engine) {
        return scope.covers(deployment, engine)
                && (kernels == null || kernels.equals(deployment.kernels().describe()));
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
     * The range in which a profile is valid; null means any.
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

        /**
         * Returns the scope of what points have in common: one model in one precision on one accelerator and engine, of one
         * tensor-parallel degree or of any.
         *
         * @throws IllegalArgumentException if they differ in anything else, naming two that do
         */
        static Scope common(List<Observation> points) {
            Observation first = points.get(0);
            Scope scope = of(first.deployment(), first.engine());
            for (Observation other : points) {
                Scope theirs = of(other.deployment(), other.engine());
                Violations.in("calibration")
                        .findIf(
                                !theirs.anyDegree().equals(scope.anyDegree()),
                                other.label() + " is of " + other.group() + " in " + theirs.precision + " on "
                                        + other.engine() + ", " + first.label() + " of " + first.group() + " in "
                                        + scope.precision + " on " + first.engine()
                                        + "; calibrate each deployment and engine on its own")
                        .raise();
                scope = theirs.equals(scope) ? scope : scope.anyDegree();
            }
            return scope;
        }

        private Scope anyDegree() {
            return new Scope(accelerator, engine, model, precision, null);
        }

        /** Returns whether a deployment on an engine lies within. */
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
