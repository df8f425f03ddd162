package io.varcas.runner.trial;

import io.varcas.annotation.Profile;
import io.varcas.deployment.DeployedHardware;
import io.varcas.metric.MetricKey;
import io.varcas.profiler.kernel.KernelJson;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.result.CaptureResult;
import io.varcas.result.ForkResult;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.roofline.StepModel;
import io.varcas.utilization.BottleneckFinder;
import io.varcas.utilization.EngineReadings;
import io.varcas.utilization.EngineState;
import io.varcas.utilization.Utilization;
import io.varcas.utilization.UtilizationCalculator;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The use of the hardware in a trial: from the kernels of its captures, else from the engine's counters. */
public final class TrialUtilization {

    /** Beginnings of the checks by which the load generator was the limit; the others are about the server or the data. */
    private static final List<String> OF_THE_CLIENT =
            List.of("send.lag", "rate.started", "arrivals.dispersion", "littles.gap", "client.");

    private final Path bundle;
    private final TrialResult trial;
    private final DeployedHardware hardware;

    private TrialUtilization(Path bundle, TrialResult trial, DeployedHardware hardware) {
        this.bundle = bundle;
        this.trial = trial;
        this.hardware = hardware;
    }

    /**
     * Returns the trial with the use of its hardware, if that is known.
     *
     * @param bundle folder of the bundle
     * @param hardware hardware under the server; empty if unknown
     */
    public static TrialResult added(Path bundle, TrialResult trial, Optional<DeployedHardware> hardware) {
        return hardware.flatMap(known -> new TrialUtilization(bundle, trial, known).find())
                .map(use -> trial.toBuilder().utilization(use).build())
                .orElse(trial);
    }

    private Optional<Utilization> find() {
        Optional<KernelProfile> kernels = kernels();
        UtilizationCalculator calculator = new UtilizationCalculator(
                new StepModel(hardware.deployment()), hardware.timing().coefficients());
        double context = context();
        EngineReadings engine = engine();
        EngineState state = engine.state(
                clientFault(),
                trial.traffic().map(TrafficResult::expectedCacheHit).orElse(OptionalDouble.empty()),
                kernels.map(KernelProfile::idleShare).orElse(OptionalDouble.empty()));
        return kernels.flatMap(profile -> calculator.of(profile, context))
                .or(() -> engine.utilization(calculator, seconds(), context))
                .map(use -> use.with(BottleneckFinder.find(use, state)));
    }

    private Optional<KernelProfile> kernels() {
        for (CaptureResult capture : trial.captures().orElse(List.of())) {
            for (String file : capture.files()) {
                if (file.endsWith("/" + KernelJson.FILE)) {
                    try {
                        return Optional.of(KernelJson.read(Files.readString(bundle.resolve(file))));
                    } catch (IOException unreadable) {
                        return Optional.empty(); // its capture tells
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the mean context of a decoding sequence: the prompt and half of the output, else the prompts drawn. */
    private double context() {
        OptionalDouble input = metric("tokens.input.mean");
        return input.isPresent()
                ? input.getAsDouble() + metric("tokens.output.mean").orElse(0) / 2
                : trial.traffic()
                        .map(TrafficResult::drawnInputTokens)
                        .orElse(OptionalDouble.empty())
                        .orElse(0);
    }

    private OptionalDouble metric(String key) {
        return trial.metrics().value(MetricKey.parse(key));
    }

    private double seconds() {
        return trial.forkResults().stream()
                        .flatMap(fork -> fork.measured().stream())
                        .mapToLong(span -> span.endNanos() - span.startNanos())
                        .sum()
                / 1e9;
    }

    private EngineReadings engine() {
        return new EngineReadings(trial.forkResults().stream()
                .map(ForkResult::profiles)
                .flatMap(profiles -> Optional.ofNullable(profiles.get(Profile.SERVER_METRICS)).stream())
                .flatMap(profile -> profile.readings().stream())
                .toList());
    }

    private Optional<String> clientFault() {
        return trial.validity().findings().stream()
                .filter(finding -> finding.weight() == Weight.INVALID)
                .filter(finding -> OF_THE_CLIENT.stream().anyMatch(finding.check()::startsWith))
                .map(Finding::sentence)
                .findFirst();
    }
}
