package io.varcas.prediction;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.SimulationResult;
import io.varcas.metric.Origin;
import io.varcas.result.RooflineResult;
import io.varcas.result.RooflineResult.Phase;
import io.varcas.result.RooflineResult.Point;
import io.varcas.roofline.StaticAnalysis;
import io.varcas.roofline.StepCost;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The load under the roofline of its hardware: the typical step of the simulated load, and a grid of steps around it.
 *
 * @param typical what the typical step costs, by parts
 * @param roofline the roofline with all points
 */
record StepPoints(StepCost typical, RooflineResult roofline) {

    private static final List<Integer> BATCHES = List.of(1, 8, 32, 128);
    private static final int CONTEXT = 1_024;

    static StepPoints of(
            DeployedHardware hardware, List<SimulationResult> forks, double promptTokens, double outputTokens) {
        StepModel model = new StepModel(hardware.deployment());
        StaticAnalysis grid = StaticAnalysis.of(model, hardware.timing().coefficients(), BATCHES, List.of(CONTEXT));
        List<Point> points = new ArrayList<>();
        for (StaticAnalysis.Point point : grid.points()) {
            boolean prefill = point.phase() == StaticAnalysis.Phase.PREFILL;
            points.add(point(
                    (prefill ? "prefill of " : "decode of ") + point.batch() + " x " + point.lengthTokens() + " tokens",
                    prefill ? Phase.PREFILL : Phase.DECODE,
                    point.cost()));
        }
        double running = Math.max(1, PredictedMetrics.mean(forks, SimulationResult::meanRunning) / hardware.replicas());
        double context = promptTokens + outputTokens / 2;
        StepCost decode =
                model.cost(StepShape.decode(running, context), hardware.timing().coefficients());
        StepCost prefill =
                model.cost(StepShape.prefill(promptTokens, 0), hardware.timing().coefficients());
        points.add(point(
                label("this load: decode of %.1f sequences at %.0f tokens", running, context), Phase.DECODE, decode));
        points.add(point(label("this load: prefill of %.0f tokens", promptTokens), Phase.PREFILL, prefill));
        return new StepPoints(
                decode,
                new RooflineResult(
                        hardware.deployment().accelerator().name(),
                        grid.arithmetic().key(),
                        grid.peakFlopsPerSecond(),
                        grid.bytesPerSecond(),
                        hardware.deployment()
                                .accelerator()
                                .memory()
                                .bandwidthGBps()
                                .source(),
                        points));
    }

    private static Point point(String label, Phase phase, StepCost cost) {
        return new Point(label, phase, cost.intensity(), cost.flops() / cost.seconds(), Origin.PREDICTED);
    }

    private static String label(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
