package io.varcas.sizing;

import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.Accelerator;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.ServingLimits;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The predictability of a model in a precision on an accelerator.
 *
 * @param model what is served
 * @param accelerator what it runs on
 * @param precision how weights are stored
 * @param status how well it is known
 * @param leastAccelerators the fewest accelerators of one host that hold it with a request of the longest length; 0 if none do
 * @param profile what its step times were fitted to; null if to nothing
 * @param reason why it is refused, or what the prediction rests on
 */
public record Support(
        ModelArchitecture model,
        Accelerator accelerator,
        Precision precision,
        Status status,
        int leastAccelerators,
        @Nullable DeviceProfile profile,
        String reason) {

    private static final int MOST_ACCELERATORS = 16; // of one host

    /** The quality of knowledge about a combination. */
    public enum Status {
        /** A profile was fitted to this accelerator, or to this model on it. */
        CALIBRATED,
        /** Predicted from data sheets, with a profile fitted to other accelerators or to none. */
        KNOWN,
        /** It cannot be served so. */
        REFUSED;

        /** Returns the name in tables. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Looks a combination up.
     *
     * @param engine engine and version, such as {@code vllm 0.32.0}
     * @param maxModelLen longest request that must fit, tokens, at least 2
     * @param profiles what step times were fitted to
     */
    public static Support of(
            ModelArchitecture model,
            Accelerator accelerator,
            Precision precision,
            String engine,
            int maxModelLen,
            DeviceProfiles profiles) {
        Optional<String> refusal = precision.refusal(accelerator);
        if (refusal.isPresent()) {
            return new Support(model, accelerator, precision, Status.REFUSED, 0, null, refusal.get());
        }
        ServingLimits limits =
                ServingLimits.defaultsOn(accelerator, maxModelLen, engine).withMaxNumSeqs(1);
        String wrong = "vLLM cannot split it over the accelerators of a host";
        for (int ranks : model.validTensorParallel(precision)) {
            boolean linked = ranks == 1 || accelerator.interconnect().allReduceAmong(ranks) != null;
            if (ranks > MOST_ACCELERATORS || !linked) {
                continue;
            }
            Deployment deployment = new Deployment(model, accelerator, precision, KvPrecision.AUTO, ranks, 1, ranks);
            Optional<String> memoryRefusal = MemoryPlan.of(deployment, limits).refusal();
            if (memoryRefusal.isEmpty()) {
                return known(deployment, profiles.bestFor(deployment, engine));
            }
            wrong = memoryRefusal.get();
        }
        return new Support(model, accelerator, precision, Status.REFUSED, 0, null, wrong);
    }

    private static Support known(Deployment deployment, Optional<DeviceProfile> profile) {
        boolean own = profile.map(found -> found.scope().accelerator() != null).orElse(false);
        String rests = profile.map(found -> own
                        ? "profile " + found.id() + ", fitted to this accelerator"
                        : "data sheets and profile " + found.id() + ", fitted to several")
                .orElse("data sheets alone");
        return new Support(
                deployment.model(),
                deployment.accelerator(),
                deployment.precision(),
                own ? Status.CALIBRATED : Status.KNOWN,
                deployment.tensorParallel(),
                profile.orElse(null),
                rests);
    }
}
