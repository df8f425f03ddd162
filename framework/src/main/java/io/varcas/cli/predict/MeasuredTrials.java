package io.varcas.cli.predict;

import io.varcas.calibration.Observation;
import io.varcas.calibration.Observation.Measured;
import io.varcas.calibration.Observation.Offered;
import io.varcas.metric.MetricKey;
import io.varcas.prediction.PhysicsAudit;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Turns the trials of result bundles into measured points to calibrate from. Latencies are the means over completed requests,
 * since that is what the step model predicts.
 *
 * @param deployment what the server ran, which a bundle does not know
 * @param limits the limits of that server
 * @param kvTokens tokens of its KV pool; empty to work them out
 * @param engine engine and version, for bundles that do not name it
 */
record MeasuredTrials(Deployment deployment, ServingLimits limits, OptionalDouble kvTokens, String engine) {

    /** Reads every usable trial of the bundles, and notes what was not usable and why. */
    List<Observation> read(List<Path> bundles, List<String> notes) {
        List<Observation> observations = new ArrayList<>();
        for (Path path : bundles) {
            try {
                ResultBundle bundle = ResultBundle.open(path);
                String version = bundle.result()
                        .target()
                        .engineVersion()
                        .map(number -> "vllm " + number)
                        .orElse(engine);
                if (bundle.result().target().simulated()) {
                    notes.add("WARNING: " + path + " was measured on a simulator");
                }
                for (TrialResult trial : bundle.result().trials()) {
                    List<Observation> points = new ArrayList<>();
                    point(path.getFileName() + ": " + trial.trialName(), version, trial, points, notes);
                    for (Observation point : points) {
                        observations.add(ReplayedTrial.of(bundle, trial, point));
                    }
                }
            } catch (IOException unreadable) {
                throw new UsageException(FailureText.of(unreadable));
            }
        }
        return observations;
    }

    void point(String label, String version, TrialResult trial, List<Observation> observations, List<String> notes) {
        OptionalDouble prompt = value(trial, "tokens.input.mean");
        OptionalDouble output = value(trial, "tokens.output.mean");
        OptionalDouble tpot = value(trial, "tpot.ok.mean");
        Optional<String> impossible = impossible(trial);
        if (impossible.isPresent()) {
            notes.add("left out: " + label + " is INVALID: " + impossible.get());
        } else if (trial.status() != Status.COMPLETED) {
            notes.add("left out: " + label + " did not complete");
        } else if (prompt.isEmpty() || output.isEmpty()) {
            notes.add("left out: " + label + " has no token counts");
        } else if (tpot.isEmpty()) {
            notes.add("left out: " + label + " has no TPOT");
        } else {
            double spread = value(trial, "tokens.output.sd").orElse(0) / output.getAsDouble();
            observations.add(new Observation(
                    label,
                    version,
                    deployment,
                    limits,
                    prompt.getAsDouble(),
                    0,
                    Math.max(1, output.getAsDouble()),
                    spread * spread,
                    kvTokens,
                    offered(trial),
                    new Measured(
                            seconds(value(trial, "ttft.service.ok.mean")),
                            seconds(tpot),
                            value(trial, "throughput.output")),
                    null,
                    null));
        }
    }

    /** Returns why the hardware cannot have done what a trial measured; empty if it can. */
    private Optional<String> impossible(TrialResult trial) {
        return PhysicsAudit.of(deployment, 1, false, trial.metrics(), OptionalDouble.empty(), OptionalDouble.empty())
                .stream()
                .filter(finding -> finding.weight() == Validity.Weight.INVALID)
                .map(Validity.Finding::sentence)
                .findFirst();
    }

    /** The first wave of users is part of the warm-up and not measured. */
    private static Offered offered(TrialResult trial) {
        return trial.users().isPresent()
                ? new Offered.Users(trial.users().getAsInt(), Double.POSITIVE_INFINITY)
                : new Offered.Rate(value(trial, "rate.offered")
                        .orElseThrow(() -> new UsageException(trial.trialName() + " names neither users nor a rate")));
    }

    /** A number of the trial by its key; empty if it was not measured, or a failure made it infinite. */
    private static OptionalDouble value(TrialResult trial, String key) {
        OptionalDouble value = trial.metrics().value(MetricKey.parse(key));
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value : OptionalDouble.empty();
    }

    private static OptionalDouble seconds(OptionalDouble millis) {
        return millis.isPresent() ? OptionalDouble.of(millis.getAsDouble() * 1e-3) : millis;
    }
}
