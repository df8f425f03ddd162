package io.varcas.prediction;

import io.varcas.calibration.MeasurementAudit;
import io.varcas.deployment.DeployedHardware;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.roofline.Deployment;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A check that measured results are possible on the declared hardware: tokens no faster than weights are read, no
 * more arithmetic than the peak, as many requests in flight as were configured, outputs that have tokens.
 */
public final class PhysicsAudit {

    private static final double MILLI = 1e-3;

    private PhysicsAudit() {}

    /**
     * Returns the audits measured values of equal engines; see
     * {@link #of(Deployment, int, boolean, MetricSet, OptionalDouble, OptionalDouble)}.
     */
    public static List<Finding> of(
            DeployedHardware hardware, MetricSet metrics, OptionalDouble cachedShare, OptionalDouble users) {
        return of(
                hardware.deployment(),
                hardware.replicas(),
                hardware.scheduling().speculation() != null,
                metrics,
                cachedShare,
                users);
    }

    /**
     * Returns the audits measured values.
     *
     * @param deployment one of the engines that served
     * @param replicas how many there were, at least 1
     * @param drafts whether they speculate, so that several tokens come of one step
     * @param metrics what was measured
     * @param cachedShare share of the prompt tokens that came from the prefix cache, 0 to 1; empty if it is not known: then arithmetic
     *     above the peak that prompts explain is a warning
     * @param users requests that were to be in flight all the time; empty if none were configured, or users think
     * @return what is wrong, empty if the values are possible
     */
    public static List<Finding> of(
            Deployment deployment,
            int replicas,
            boolean drafts,
            MetricSet metrics,
            OptionalDouble cachedShare,
            OptionalDouble users) {
        List<Finding> findings = new ArrayList<>();
        double rate = value(metrics, "throughput.requests").orElse(0) / replicas;
        double prompt = value(metrics, "tokens.input.mean").orElse(0);
        OptionalDouble output = value(metrics, "tokens.output.mean");
        if (output.isEmpty()) {
            return findings;
        }
        OptionalDouble tpot = drafts
                ? OptionalDouble.empty()
                : first(value(metrics, "tpot.ok.p50"), value(metrics, "tpot.p50"), value(metrics, "tpot.mean"));
        OptionalDouble ttft = first(value(metrics, "ttft.service.mean"), value(metrics, "ttft.mean"));
        OptionalDouble each =
                users.isPresent() ? OptionalDouble.of(users.getAsDouble() / replicas) : OptionalDouble.empty();
        for (MeasurementAudit.Finding found : audit(
                deployment,
                rate,
                prompt,
                cachedShare.orElse(0) * prompt,
                output.getAsDouble(),
                each,
                seconds(ttft),
                seconds(tpot))) {
            boolean explained = found.kind() == MeasurementAudit.Kind.FLOPS_ABOVE_PEAK
                    && cachedShare.isEmpty()
                    && audit(
                                    deployment,
                                    rate,
                                    prompt,
                                    prompt,
                                    output.getAsDouble(),
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty())
                            .isEmpty();
            findings.add(finding(found, explained, deployment));
        }
        return findings;
    }

    private static List<MeasurementAudit.Finding> audit(
            Deployment deployment,
            double rate,
            double prompt,
            double cached,
            double output,
            OptionalDouble users,
            OptionalDouble ttft,
            OptionalDouble tpot) {
        return MeasurementAudit.of(
                deployment, new MeasurementAudit.Figures(rate, prompt, cached, output, users, ttft, tpot, 0));
    }

    private static Finding finding(MeasurementAudit.Finding found, boolean explained, Deployment deployment) {
        Weight weight = switch (found.kind()) {
            case TPOT_BELOW_WEIGHT_READ, EMPTY_ANSWERS -> Weight.INVALID;
            case FLOPS_ABOVE_PEAK -> explained ? Weight.WARNING : Weight.INVALID;
            case TTFT_DWARFS_DECODE, CONCURRENCY_NOT_REACHED -> Weight.WARNING;
        };
        String more = found.kind() == MeasurementAudit.Kind.TPOT_BELOW_WEIGHT_READ
                ? ", or it drafts tokens (-hardware ...,spec-tokens=3,spec-acceptance=0.7)"
                : "";
        return new Finding(
                "physics." + found.kind().label(),
                weight,
                found.value(),
                found.limit(),
                "not possible of " + deployment.model().id() + " in "
                        + deployment.precision().key() + " on " + deployment.accelerators() + " x "
                        + deployment.accelerator().name() + ": " + found.message() + more);
    }

    private static OptionalDouble value(MetricSet metrics, String key) {
        OptionalDouble value = metrics.value(MetricKey.parse(key));
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value : OptionalDouble.empty();
    }

    private static OptionalDouble first(OptionalDouble... values) {
        for (OptionalDouble value : values) {
            if (value.isPresent()) {
                return value;
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble seconds(OptionalDouble millis) {
        return millis.isPresent() ? OptionalDouble.of(millis.getAsDouble() * MILLI) : millis;
    }
}
