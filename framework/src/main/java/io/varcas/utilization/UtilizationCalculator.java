package io.varcas.utilization;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Arithmetic;
import io.varcas.profiler.kernel.EngineStep;
import io.varcas.profiler.kernel.KernelClass;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.KernelTime;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.Op;
import io.varcas.roofline.OpCost;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepCost;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import io.varcas.text.NumberText;
import io.varcas.utilization.Utilization.Phase;
import io.varcas.utilization.Utilization.PhaseUse;
import io.varcas.utilization.Utilization.Source;
import io.varcas.utilization.Utilization.TermUse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Computes the use of the hardware of a deployment: work by the step model, in times that were measured. */
public final class UtilizationCalculator {

    private static final String IDLE = "no kernel";
    private static final String OVERHEAD = "overhead";

    private final StepModel model;
    private final StepCoefficients coefficients;

    /**
     * Creates a calculator.
     *
     * @param model the step model of the deployment
     * @param coefficients factors of its terms
     */
    public UtilizationCalculator(StepModel model, StepCoefficients coefficients) {
        this.model = model;
        this.coefficients = coefficients;
    }

    /**
     * Computes it from the steps of a profile.
     *
     * @param profile the profile
     * @param contextTokens mean context of a decoding sequence, which a profile does not tell, at least 0
     * @return empty if the profile has no steps
     */
    public Optional<Utilization> of(KernelProfile profile, double contextTokens) {
        Map<Phase, Sums> phases = new EnumMap<>(Phase.class);
        Sums all = new Sums();
        for (EngineStep step : profile.steps()) {
            if (step.prefillTokens() + step.decodeTokens() > 0 && step.seconds() > 0) {
                StepCost cost = model.cost(shape(step, contextTokens), coefficients);
                phases.computeIfAbsent(phase(step), none -> new Sums())
                        .add((double) step.steps(), step.seconds(), cost);
                all.add((double) step.steps(), step.seconds(), cost);
            }
        }
        if (all.steps == 0) {
            return Optional.empty();
        }
        return Optional.of(utilization(
                Source.KERNEL_PROFILE,
                "times of " + NumberText.whole(all.steps) + " steps measured (" + profile.format() + ", "
                        + profile.source() + "); operations and bytes by the step model, at a mean context of "
                        + NumberText.whole(Math.rint(contextTokens)) + " tokens",
                phases,
                terms(profile, all)));
    }

    /**
     * Computes it from counters of the engine. No kernel was seen, so that a mean step stands for all of them.
     *
     * @param seconds time over which they were counted, above 0
     * @param steps steps of the engine, above 0
     * @param promptTokens prompt tokens computed, those from the prefix cache not included, at least 0
     * @param outputTokens output tokens, at least 0
     * @param contextTokens mean context of a decoding sequence, at least 0
     */
    public Utilization of(
            double seconds, double steps, double promptTokens, double outputTokens, double contextTokens) {
        StepShape mean = StepShape.decode(outputTokens / steps, contextTokens);
        if (promptTokens > 0) {
            mean = mean.with(1, promptTokens / steps, 0);
        }
        StepCost cost = model.cost(mean, coefficients);
        Sums sums = new Sums();
        sums.add(steps, seconds / steps, cost);
        Phase phase = promptTokens <= 0 ? Phase.DECODE : outputTokens <= 0 ? Phase.PREFILL : Phase.MIXED;
        List<TermUse> terms = new ArrayList<>();
        predicted(sums).forEach((term, time) -> terms.add(new TermUse(term, OptionalDouble.empty(), time)));
        return utilization(
                Source.ENGINE_COUNTERS,
                "no kernel was profiled: mean step of " + NumberText.whole(Math.rint(steps)) + " in "
                        + NumberText.of(seconds) + " s by the engine's counters, idle time included; operations and"
                        + " bytes by the step model, at a mean context of "
                        + NumberText.whole(Math.rint(contextTokens)) + " tokens",
                Map.of(phase, sums),
                terms);
    }

    private Utilization utilization(Source source, String basis, Map<Phase, Sums> phases, List<TermUse> terms) {
        Deployment deployment = model.deployment();
        Accelerator accelerator = deployment.accelerator();
        Arithmetic arithmetic = deployment.precision().arithmeticOn(accelerator);
        List<PhaseUse> uses = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            Sums sums = phases.get(phase);
            if (sums != null) {
                uses.add(new PhaseUse(
                        phase,
                        sums.steps,
                        sums.seconds / sums.steps,
                        sums.predicted / sums.steps,
                        sums.flops / sums.steps,
                        sums.bytes / sums.steps));
            }
        }
        return new Utilization(
                source,
                basis,
                accelerator.name(),
                arithmetic.key(),
                accelerator.flopsPerSecond(arithmetic).orElseThrow(),
                accelerator.memory().bytesPerSecond(),
                accelerator.memory().bandwidthGBps().source(),
                uses,
                terms,
                Optional.empty());
    }

    private static Phase phase(EngineStep step) {
        return step.isDecode() ? Phase.DECODE : step.isPrefill() ? Phase.PREFILL : Phase.MIXED;
    }

    private static StepShape shape(EngineStep step, double contextTokens) {
        double rows =
                step.decodeSequences() == 0 ? 1 : Math.max(1, (double) step.decodeTokens() / step.decodeSequences());
        StepShape shape = new StepShape(step.decodeSequences(), rows, contextTokens, List.of());
        return step.prefillTokens() == 0
                ? shape
                : shape.with(
                        Math.max(1, step.prefillSequences()),
                        (double) step.prefillTokens() / Math.max(1, step.prefillSequences()),
                        0);
    }

    private List<TermUse> terms(KernelProfile profile, Sums all) {
        Map<String, Double> measured = new LinkedHashMap<>();
        for (KernelTime kernel : profile.kernels()) {
            measured.merge(term(kernel.kernelClass()), kernel.seconds(), Double::sum);
        }
        double scale = 1.0 / profile.devices() / all.steps;
        List<TermUse> terms = new ArrayList<>();
        Map<String, Double> predicted = predicted(all);
        for (KernelClass kind : KernelClass.values()) {
            String term = term(kind);
            if (terms.stream().noneMatch(known -> known.term().equals(term))
                    && (measured.containsKey(term) || predicted.containsKey(term))) {
                terms.add(new TermUse(
                        term,
                        OptionalDouble.of(measured.getOrDefault(term, 0.0) * scale),
                        predicted.getOrDefault(term, 0.0)));
            }
        }
        if (profile.windowSeconds().isPresent() && profile.busySeconds().isPresent()) {
            double idle = profile.windowSeconds().getAsDouble()
                    - profile.busySeconds().getAsDouble();
            terms.add(new TermUse(IDLE, OptionalDouble.of(Math.max(0, idle) / all.steps), 0));
        }
        return terms;
    }

    private Map<String, Double> predicted(Sums sums) {
        Map<String, Double> terms = new LinkedHashMap<>();
        sums.ops.forEach((op, seconds) -> terms.merge(term(op), seconds / sums.steps, Double::sum));
        return terms;
    }

    private static String term(KernelClass kind) {
        return switch (kind) {
            case GEMM, ATTENTION, MOE, COMMUNICATION -> kind.label();
            case MEMORY, OTHER -> OVERHEAD;
        };
    }

    private static String term(Op op) {
        return switch (op) {
            case ATTENTION_PROJECTIONS, FEED_FORWARD, LM_HEAD -> KernelClass.GEMM.label();
            case DECODE_ATTENTION, PREFILL_ATTENTION -> KernelClass.ATTENTION.label();
            case EXPERTS, EXPERT_OVERHEAD -> KernelClass.MOE.label();
            case ALL_REDUCE, PIPELINE_HOP -> KernelClass.COMMUNICATION.label();
            case LAYER_OVERHEAD, SEQUENCE_OVERHEAD, STEP_OVERHEAD, HOST_LAUNCH -> OVERHEAD;
        };
    }

    /** Sums over steps. */
    private static final class Sums {

        private final Map<Op, Double> ops = new EnumMap<>(Op.class);
        private double steps;
        private double seconds;
        private double predicted;
        private double flops;
        private double bytes;

        void add(double count, double each, StepCost cost) {
            steps += count;
            seconds += count * each;
            predicted += count * cost.seconds();
            flops += count * cost.flops();
            bytes += count * cost.memoryBytes();
            for (OpCost op : cost.ops()) {
                ops.merge(op.op(), count * op.seconds(), Double::sum);
            }
        }
    }
}
