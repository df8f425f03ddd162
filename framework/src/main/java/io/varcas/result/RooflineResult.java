package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.varcas.metric.Origin;
import io.varcas.text.NumberText;
import io.varcas.utilization.Utilization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A roofline: the most an accelerator can do at an arithmetic intensity, and points below it.
 *
 * @param accelerator name and number of the accelerators
 * @param arithmetic number format of the peak, such as {@code bf16}
 * @param peakFlopsPerSecond peak rate of arithmetic, above 0
 * @param peakBytesPerSecond peak bandwidth of memory, above 0
 * @param source where the peaks come from
 * @param points work done or predicted
 */
public record RooflineResult(
        String accelerator,
        String arithmetic,
        double peakFlopsPerSecond,
        double peakBytesPerSecond,
        String source,
        List<Point> points) {

    /** Ridges that have a place on logarithmic axes; those of accelerators lie between 10 and 1,000 FLOP a byte. */
    private static final double LEAST_RIDGE = 1e-9;

    private static final double MOST_RIDGE = 1e12;

    /** Phase of serving. */
    public enum Phase {
        /** Prompt tokens are processed. */
        PREFILL,
        /** Output tokens are made, one a step and sequence. */
        DECODE,
        /** Steps that do both. */
        MIXED;

        /** Returns the word in results and reports. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Work at one operating point.
     *
     * @param label name and shape of the point: batch, context
     * @param phase phase of serving
     * @param flopsPerByte arithmetic intensity, above 0
     * @param flopsPerSecond rate of arithmetic that was reached, above 0
     * @param origin whether it was measured or predicted
     */
    public record Point(String label, Phase phase, double flopsPerByte, double flopsPerSecond, Origin origin) {

        /**
         * Checks the point.
         *
         * @throws IllegalArgumentException if it has no place on logarithmic axes
         */
        public Point {
            positive("flopsPerByte of " + label, flopsPerByte);
            positive("flopsPerSecond of " + label, flopsPerSecond);
        }
    }

    /**
     * Checks the peaks.
     *
     * @throws IllegalArgumentException if one is not above 0, or their ratio is none of an accelerator
     */
    public RooflineResult {
        positive("peakFlopsPerSecond", peakFlopsPerSecond);
        positive("peakBytesPerSecond", peakBytesPerSecond);
        double ridge = peakFlopsPerSecond / peakBytesPerSecond;
        if (!(ridge >= LEAST_RIDGE && ridge <= MOST_RIDGE)) {
            throw new IllegalArgumentException("peakFlopsPerSecond / peakBytesPerSecond (" + ridge + ") must be from "
                    + LEAST_RIDGE + " to " + MOST_RIDGE);
        }
        points = List.copyOf(points);
    }

    /**
     * Returns the roofline of measured use, with a measured and a predicted point for each phase.
     *
     * @param use use of the hardware
     */
    public static RooflineResult of(Utilization use) {
        return new RooflineResult(
                use.accelerator(),
                use.arithmetic(),
                use.peakFlopsPerSecond(),
                use.peakBytesPerSecond(),
                use.roof(),
                pointsOf(use));
    }

    /** Returns a measured and a predicted point for each phase of measured use. */
    public static List<Point> pointsOf(Utilization use) {
        List<Point> points = new ArrayList<>();
        for (Utilization.PhaseUse phase : use.phases()) {
            Phase kind = Phase.valueOf(phase.phase().name());
            String label = NumberText.whole(Math.rint(phase.steps())) + " " + kind.label() + " steps of ";
            points.add(new Point(
                    label + NumberText.of(phase.seconds() * 1e3) + " ms by "
                            + use.source().label(),
                    kind,
                    phase.intensity(),
                    phase.flopsPerSecond(),
                    Origin.MEASURED));
            points.add(new Point(
                    label + NumberText.of(phase.predictedSeconds() * 1e3) + " ms by the step model",
                    kind,
                    phase.intensity(),
                    phase.flops() / phase.predictedSeconds(),
                    Origin.PREDICTED));
        }
        return points;
    }

    /** Returns the arithmetic intensity, in FLOP a byte, above which arithmetic and not bandwidth is the limit. */
    @JsonIgnore
    public double ridgeFlopsPerByte() {
        return peakFlopsPerSecond / peakBytesPerSecond;
    }

    /**
     * Returns the most that can be reached at an arithmetic intensity, in FLOP a second.
     *
     * @param flopsPerByte the intensity
     */
    public double attainable(double flopsPerByte) {
        return Math.min(peakFlopsPerSecond, flopsPerByte * peakBytesPerSecond);
    }

    private static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " (" + value + ") must be above 0");
        }
    }
}
