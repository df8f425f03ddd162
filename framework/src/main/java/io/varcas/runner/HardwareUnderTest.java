package io.varcas.runner;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.prediction.CatalogPrice;
import io.varcas.prediction.Predictor;
import io.varcas.result.PredictionResult;
import io.varcas.result.ServerCost;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.setting.HardwareSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.type.SettingException;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadPlan;
import java.util.List;
import java.util.Optional;

/**
 * The hardware under the server of a run, as far as anybody said: a simulated target says its own, and simulates what the workloads
 * say if it says none; of a real server it is known from {@code -hardware}, the configuration file or {@code @Hardware}.
 */
final class HardwareUnderTest {

    private static final String NOT_KNOWN =
            "the hardware is unknown; set it with -hardware h100,model=... or with @Hardware on the workload";
    private static final String NO_DEVICE =
            "this simulator has no hardware; set it with -target sim:h100,model=... or with @Hardware on the"
                    + " workload";

    private final FlaggedTarget target;
    private final Optional<DeployedHardware> simulated;

    private HardwareUnderTest(FlaggedTarget target, Optional<DeployedHardware> simulated) {
        this.target = target;
        this.simulated = simulated;
    }

    /**
     * Finds it.
     *
     * @param asked the target as the user wrote it, with the flags of the server
     * @param plans what shall run
     * @throws UsageException if the target is wrong or cannot be simulated, or what is said of the hardware contradicts itself
     */
    static HardwareUnderTest of(FlaggedTarget asked, List<WorkloadPlan> plans) {
        for (WorkloadPlan plan : plans) {
            DeploymentSpec spec = HardwareSettings.spec(plan.settings());
            if (!spec.values().isEmpty() && !spec.namesHardware()) {
                throw new UsageException(plan.spec().name() + ": " + spec
                        + " needs an accelerator; add hardware.accelerator, as in -hardware h100," + spec);
            }
        }
        if (!SimulatedTarget.isSimulated(asked.target())) {
            return new HardwareUnderTest(asked, Optional.empty());
        }
        try {
            Optional<DeployedHardware> own =
                    SimulatedTarget.parse(asked.simulated()).engine().hardware();
            if (own.isPresent()) {
                refuseTwo(asked.target(), plans);
                return new HardwareUnderTest(asked, own);
            }
            Optional<DeploymentSpec> declared = declared(plans);
            FlaggedTarget target = declared.map(asked::on).orElse(asked);
            return new HardwareUnderTest(
                    target, SimulatedTarget.parse(target.simulated()).engine().hardware());
        } catch (SettingException fault) {
            throw new UsageException("-target: " + fault.getMessage());
        }
    }

    /** Returns the target to open: the one asked for, or the same on the hardware that the workloads declare. */
    FlaggedTarget target() {
        return target;
    }

    /**
     * Checks the hardware of a real server, once it was asked what it serves.
     *
     * @throws UsageException if a server cannot be as it is said to be, or cannot fit and the workload refuses that
     */
    void check(List<WorkloadPlan> plans, TargetIdentity server) {
        if (simulated.isPresent()) {
            return;
        }
        for (WorkloadPlan plan : plans) {
            Optional<String> refusal = known(plan, server).flatMap(DeployedHardware::refusal);
            if (refusal.isPresent() && plan.settings().get(HardwareSettings.REFUSE_MISFIT)) {
                throw new UsageException(plan.spec().name() + ": " + refusal.get());
            }
        }
    }

    /** Returns the expectation of a trial. */
    Expectation expect(WorkloadPlan plan, TargetIdentity server) {
        ServerCost cost = cost(plan, server);
        Optional<DeployedHardware> roof = simulated.or(() -> known(plan, server));
        return new Expectation(
                predict(plan, server, cost), cost, simulated.isPresent() ? Optional.empty() : roof, roof);
    }

    private ServerCost cost(WorkloadPlan plan, TargetIdentity server) {
        Optional<Double> given = plan.settings().find(HardwareSettings.PRICE_PER_HOUR);
        if (given.isPresent()) {
            return ServerCost.of(given.get(), "given as " + HardwareSettings.PRICE_PER_HOUR.name());
        }
        return simulated
                .or(() -> known(plan, server))
                .map(hardware -> CatalogPrice.of(hardware, Catalogs.bundled().hardware()))
                .orElseGet(() -> ServerCost.unknown("no price: " + unknown(plan) + ", or give the price with "
                        + HardwareSettings.PRICE_PER_HOUR.name()));
    }

    private PredictionResult predict(WorkloadPlan plan, TargetIdentity server, ServerCost cost) {
        try {
            if (simulated.isPresent()) {
                return Predictor.predict(plan, simulated.get(), cost, true);
            }
            Optional<DeployedHardware> known = known(plan, server);
            if (known.isEmpty()) {
                return PredictionResult.none(unknown(plan));
            }
            Optional<String> refusal = known.get().refusal();
            return refusal.isPresent()
                    ? PredictionResult.none(refusal.get())
                    : Predictor.predict(plan, known.get(), cost, false);
        } catch (RuntimeException broken) {
            return PredictionResult.none(
                    "the prediction failed: " + FailureText.of(broken)); // a run is worth more than its prediction
        }
    }

    /** Why the hardware of a trial is not known. */
    private String unknown(WorkloadPlan plan) {
        if (!HardwareSettings.spec(plan.settings()).namesHardware()) {
            return SimulatedTarget.isSimulated(target.target()) ? NO_DEVICE : NOT_KNOWN;
        }
        return "model \"" + plan.request().model().orElse("")
                + "\" is not in the catalog; set hardware.model to a catalog name or a config.json";
    }

    /** Hardware of a real server; empty if none is named, or the model is not known. */
    private static Optional<DeployedHardware> known(WorkloadPlan plan, TargetIdentity server) {
        DeploymentSpec spec = HardwareSettings.spec(plan.settings());
        if (!spec.namesHardware()) {
            return Optional.empty();
        }
        DeploymentSpec whole = withModel(spec, plan);
        if (!whole.has(DeploymentOption.MODEL)) {
            return Optional.empty();
        }
        if (server.contextTokens().isPresent()) {
            whole = whole.orElse(
                    DeploymentOption.MAX_MODEL_LEN,
                    String.valueOf(server.contextTokens().getAsInt()));
        }
        String engine = "vllm " + server.engineVersion().orElse("");
        try {
            return Optional.of(DeploymentResolver.resolve(whole, Catalogs.bundled(), engine.strip()));
        } catch (IllegalArgumentException fault) {
            throw new UsageException(plan.spec().name() + ": hardware " + fault.getMessage());
        }
    }

    private static DeploymentSpec withModel(DeploymentSpec spec, WorkloadPlan plan) {
        Optional<String> named = plan.request().model().filter(HardwareUnderTest::isKnown);
        return named.isPresent() ? spec.orElse(DeploymentOption.MODEL, named.get()) : spec;
    }

    private static boolean isKnown(String model) {
        try {
            HardwareSettings.of(DeploymentOption.MODEL).parse(model);
            return true;
        } catch (SettingException unknown) {
            return false;
        }
    }

    /** A target and the command line must not both say it; what a workload declares yields to the target. */
    private static void refuseTwo(String asked, List<WorkloadPlan> plans) {
        for (WorkloadPlan plan : plans) {
            for (DeploymentOption option : DeploymentOption.values()) {
                if (plan.settings().layerOf(HardwareSettings.of(option)) == Layer.COMMAND_LINE) {
                    throw new UsageException("-target " + asked + " sets the simulated hardware, and "
                            + HardwareSettings.of(option).name() + " on the command line sets it too; remove one");
                }
            }
        }
    }

    /** One simulated server serves all trials, so they must declare the same. */
    private static Optional<DeploymentSpec> declared(List<WorkloadPlan> plans) {
        List<DeploymentSpec> specs = plans.stream()
                .map(plan -> withModel(HardwareSettings.spec(plan.settings()), plan))
                .map(spec -> spec.namesHardware() ? spec : DeploymentSpec.NOTHING)
                .distinct()
                .toList();
        if (specs.size() > 1) {
            throw new UsageException("the trials declare different hardware (" + String.join("; ", words(specs))
                    + "), but a single simulator serves all of them; run them one by one, or set it with -target"
                    + " sim:h100,...");
        }
        return specs.get(0).namesHardware() ? Optional.of(specs.get(0)) : Optional.empty();
    }

    private static List<String> words(List<DeploymentSpec> specs) {
        return specs.stream()
                .map(spec -> spec.namesHardware() ? spec.toString() : "none")
                .toList();
    }
}
