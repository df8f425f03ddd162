package io.varcas.roofline;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Arithmetic;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/**
 * The roofline of a deployment, and where its work lies under it: prefill and decode over a grid of batch sizes and
 * lengths, worked out without running anything.
 *
 * @param deployment what was analysed
 * @param arithmetic what most of its matrices are multiplied in
 * @param peakFlopsPerSecond dense rate of that arithmetic on one accelerator: the flat part of the roof
 * @param bytesPerSecond memory bandwidth of one accelerator: the slope of the roof
 * @param points the grid, prefill first, then by batch and length
 */
public record StaticAnalysis(
        Deployment deployment,
        Arithmetic arithmetic,
        double peakFlopsPerSecond,
        double bytesPerSecond,
        List<Point> points) {

    /** Copies the points. */
    public StaticAnalysis {
        points = List.copyOf(points);
    }

    /**
     * Analyses a deployment.
     *
     * @param model the step model of the deployment
     * @param coefficients what its terms are multiplied with
     * @param batches batch sizes, each at least 1
     * @param lengths prompt lengths, which are also the contexts of decode, tokens, each at least 1
     * @throws IllegalArgumentException if there is no batch or length, or one is below 1
     */
    public static StaticAnalysis of(
            StepModel model, StepCoefficients coefficients, List<Integer> batches, List<Integer> lengths) {
        Violations faults = Violations.in("static roofline")
                .findIf(batches.isEmpty(), "no batch sizes were given")
                .findIf(lengths.isEmpty(), "no lengths were given");
        batches.forEach(batch -> faults.atLeast(1, "batch", batch, "sequences"));
        lengths.forEach(length -> faults.atLeast(1, "length", length, "tokens"));
        faults.raise();
        Accelerator accelerator = model.deployment().accelerator();
        Arithmetic arithmetic = model.deployment().precision().arithmeticOn(accelerator);
        double peak = accelerator.flopsPerSecond(arithmetic).orElseThrow();
        double bandwidth = accelerator.memory().bytesPerSecond();
        List<Point> points = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            for (int batch : batches) {
                for (int length : lengths) {
                    StepCost cost = model.cost(phase.step(batch, length), coefficients);
                    double attainable = Math.min(peak, cost.intensity() * bandwidth);
                    points.add(new Point(phase, batch, length, cost, attainable));
                }
            }
        }
        return new StaticAnalysis(model.deployment(), arithmetic, peak, bandwidth, points);
    }

    /** Returns the ridge: the intensity in FLOP per byte at which the roof turns flat. */
    public double ridge() {
        return peakFlopsPerSecond / bytesPerSecond;
    }

    /** The phase of a step. */
    public enum Phase {
        /** Reads whole prompts, all in one step. */
        PREFILL {
            @Override
            StepShape step(int batch, int length) {
                return StepShape.decode(0, 0).with(batch, length, 0);
            }
        },
        /** Decodes one token of each sequence. */
        DECODE {
            @Override
            StepShape step(int batch, int length) {
                return StepShape.decode(batch, length);
            }
        };

        abstract StepShape step(int batch, int length);
    }

    /**
     * One point of the grid.
     *
     * @param phase what the step does
     * @param batch sequences in it
     * @param lengthTokens length of each prompt, or context of each sequence
     * @param cost what it costs on one rank, by parts
     * @param attainableFlopsPerSecond height of the roof at its intensity
     */
    public record Point(Phase phase, int batch, int lengthTokens, StepCost cost, double attainableFlopsPerSecond) {

        /** Returns the tokens per second of the whole deployment: prompt tokens read, or tokens generated. */
        public double tokensPerSecond() {
            double tokens = phase == Phase.PREFILL ? (double) batch * lengthTokens : batch;
            return tokens / cost.seconds();
        }

        /** Returns the FLOP/s one accelerator really does, as predicted. */
        public double flopsPerSecond() {
            return cost.flops() / cost.seconds();
        }
    }
}
