package io.varcas.queueing;

import io.varcas.roofline.StepShape;
import java.util.Arrays;

/**
 * Times of steps by how many requests decode in them, with and without a chunk of a prompt: worked out where asked for on
 * a grid that widens by a tenth, and interpolated between, which the smoothness of step times bears (errors below 0.1 %).
 */
final class StepCurve {

    private static final double GRID_RATIO = 1.1;

    private final ServingPoint point;
    private final double chunkTokens;
    private final double chunkCachedTokens;
    private final double[] grid;
    private final double[] plain;
    private final double[] mixed;

    StepCurve(ServingPoint point, double mostRunning, double chunkTokens, double chunkCachedTokens) {
        this.point = point;
        this.chunkTokens = chunkTokens;
        this.chunkCachedTokens = chunkCachedTokens;
        double[] places = new double[256];
        int size = 0;
        for (double n = 1; n < mostRunning; n = Math.max(n + 1, n * GRID_RATIO)) {
            places[size++] = n;
        }
        places[size++] = Math.max(1, mostRunning);
        this.grid = Arrays.copyOf(places, size);
        this.plain = new double[size];
        this.mixed = new double[size];
    }

    /**
     * Returns the time of a token where so many requests decode and nothing else happens, seconds: of a step, unless it
     * drafts.
     */
    double plainSeconds(double running) {
        return interpolate(running, plain, false);
    }

    /** Returns the same with a chunk of a prompt in the step, seconds. */
    double mixedSeconds(double running) {
        return interpolate(running, mixed, true);
    }

    private double interpolate(double running, double[] values, boolean chunk) {
        int found = Arrays.binarySearch(grid, running);
        if (found >= 0 || running <= grid[0]) {
            return at(Math.max(found, 0), values, chunk);
        }
        int above = Math.min(-found - 1, grid.length - 1);
        int below = above - 1;
        if (below < 0) {
            return at(0, values, chunk);
        }
        double share = Math.min(1, (running - grid[below]) / (grid[above] - grid[below]));
        double low = at(below, values, chunk);
        return low + share * (at(above, values, chunk) - low);
    }

    private double at(int i, double[] values, boolean chunk) {
        if (values[i] == 0) {
            StepShape step = point.decoding(grid[i]);
            double whole = point.stepSeconds(step);
            double token = whole / point.drafts().tokensPerStep();
            values[i] = chunk ? token + point.stepSeconds(step.with(1, chunkTokens, chunkCachedTokens)) - whole : token;
        }
        return values[i];
    }
}
