package io.varcas.roofline;

import io.varcas.engine.StepBatch;
import io.varcas.engine.StepTimeLaw;
import java.util.Arrays;

/**
 * The engine's step times from the physics of a deployment.
 *
 * <p>Meant for one engine on one thread: it remembers what it has worked out for row counts met before.
 */
public final class PhysicalStepTime implements StepTimeLaw {

    private final StepModel model;
    private final StepCoefficients coefficients;
    private final MatrixCost matrices;
    private final int stages;
    private final double[] terms = new double[StepCoefficients.LINEAR.size()];
    private double[] layersByRows = new double[0]; // 0: not worked out yet
    private double[] headBySampled = new double[0];

    /**
     * @param model what a step of the deployment costs
     * @param coefficients what its terms are multiplied with
     */
    public PhysicalStepTime(StepModel model, StepCoefficients coefficients) {
        this.model = model;
        this.coefficients = coefficients;
        this.matrices = model.matrices(coefficients.arithmetic());
        this.stages = model.deployment().pipelineParallel();
    }

    @Override
    public long nanos(StepBatch batch) {
        int rows = batch.decodeRows() + batch.prefillTokens();
        model.fillBesidesMatrices(batch, terms);
        terms[0] = layersSeconds(rows) + headSeconds(batch.sampledSequences());
        double seconds = coefficients.seconds(terms) + model.hopSeconds(rows);
        return toNanos(Math.max(seconds, model.leastSeconds(batch.prefillTokens() > 0)));
    }

    /** With p pipeline stages, the last one: its share of the layers, and the LM head and a step's overhead in full. */
    @Override
    public long nanosUntilNext(StepBatch batch) {
        if (stages == 1) {
            return nanos(batch);
        }
        model.fillBesidesMatrices(batch, terms);
        for (int perLayer : new int[] {1, 2, 3, 4, 7}) {
            terms[perLayer] /= stages;
        }
        terms[0] = layersSeconds(batch.decodeRows() + batch.prefillTokens()) / stages
                + headSeconds(batch.sampledSequences());
        terms[6] = 1;
        double least = model.leastSeconds(batch.prefillTokens() > 0) / stages;
        return toNanos(Math.max(coefficients.seconds(terms), least));
    }

    @Override
    public String toString() {
        return "PhysicalStepTime[" + model.deployment() + ", " + coefficients + "]";
    }

    private double layersSeconds(int rows) {
        if (rows >= layersByRows.length) {
            layersByRows = Arrays.copyOf(layersByRows, 2 * rows + 1);
        }
        if (layersByRows[rows] == 0) {
            layersByRows[rows] = matrices.layersSeconds(rows);
        }
        return layersByRows[rows];
    }

    private double headSeconds(int sampled) {
        if (sampled >= headBySampled.length) {
            headBySampled = Arrays.copyOf(headBySampled, 2 * sampled + 1);
        }
        if (headBySampled[sampled] == 0) {
            headBySampled[sampled] = matrices.head(sampled).seconds();
        }
        return headBySampled[sampled];
    }

    private static long toNanos(double seconds) {
        return Math.max(1, Math.round(seconds * 1e9));
    }
}
