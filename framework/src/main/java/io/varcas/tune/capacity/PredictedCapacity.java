package io.varcas.tune.capacity;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.HardwareSettings;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.traffic.Seed;
import io.varcas.tune.capacity.CapacitySearch.Found;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The capacity that a simulation of the known hardware predicts: where a search begins. */
final class PredictedCapacity {

    /** It need not be precise: a search finds the rest. */
    private static final CapacityOptions ROUGH = new CapacityOptions(
            OptionalDouble.empty(),
            100_000,
            0.15,
            0.9,
            Duration.ofSeconds(10),
            Duration.ofSeconds(200),
            StoppingRule.SPRT);

    private PredictedCapacity() {}

    /** Predicts; empty if the hardware is not known, the load is not simulated, or no capacity is found. */
    static OptionalDouble of(WorkloadPlan plan, String target, List<LoadLimit> limits, LoadAxis axis) {
        Optional<DeployedHardware> hardware = hardware(plan, target);
        boolean made = plan.settings()
                .find(DatasetSettings.PATH)
                .filter(path -> !path.isBlank())
                .isEmpty();
        if (hardware.isEmpty() || !made || !isPlain(plan.load())) {
            return OptionalDouble.empty();
        }
        EngineProbe probe = new EngineProbe(
                setup -> at(plan, setup.load())
                        .withSeed(plan.seed().derive("capacity").derive(setup.number())),
                () -> hardware.get().newCluster(Seed.of(1)),
                hardware.get().ingress(),
                0);
        try {
            Found found = new CapacitySearch(
                            limits,
                            axis,
                            plan.hasConversations(),
                            1,
                            ROUGH,
                            probe,
                            Path.of(""),
                            new CapacityListener() {})
                    .run(soFar -> {});
            return found.capacity();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean isPlain(LoadShape load) {
        return load instanceof LoadShape.Closed closed
                ? closed.batch() == 1
                : load instanceof LoadShape.Open open
                        && open.cap().isEmpty()
                        && open.arrivals() instanceof PoissonArrivals;
    }

    private static WorkloadPlan at(WorkloadPlan plan, double load) {
        LoadShape shape = plan.load() instanceof LoadShape.Closed closed
                ? new LoadShape.Closed((int) Math.round(load), 1, closed.thinkTime(), closed.rampUp())
                : new LoadShape.Open(new PoissonArrivals(load));
        return new WorkloadPlan(
                plan.spec(),
                plan.params(),
                shape,
                plan.parts(),
                plan.session(),
                plan.context(),
                plan.request(),
                plan.windows(),
                plan.forks(),
                plan.seed(),
                plan.objectives(),
                plan.settings());
    }

    /** The hardware that a simulated target names, or that the settings give the server. */
    private static Optional<DeployedHardware> hardware(WorkloadPlan plan, String target) {
        try {
            DeploymentSpec spec = HardwareSettings.spec(plan.settings());
            if (SimulatedTarget.isSimulated(target)) {
                Optional<DeployedHardware> own =
                        SimulatedTarget.parse(target).engine().hardware();
                if (own.isPresent() || !spec.namesHardware()) {
                    return own;
                }
            }
            if (!spec.namesHardware() || !spec.has(DeploymentOption.MODEL)) {
                return Optional.empty();
            }
            DeployedHardware named = DeploymentResolver.resolve(spec, Catalogs.bundled(), "vllm");
            return named.refusal().isPresent() ? Optional.empty() : Optional.of(named);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty(); // the first run reports it
        }
    }
}
