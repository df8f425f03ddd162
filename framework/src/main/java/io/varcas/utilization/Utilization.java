package io.varcas.utilization;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The use that a server made of one accelerator. Operations and bytes are those that the step model counts for the steps
 * that ran; their times are measured.
 *
 * @param source where the times come from
 * @param basis what was measured and what was assumed, in one sentence
 * @param accelerator name of the accelerator
 * @param arithmetic number format of its peak
 * @param peakFlopsPerSecond dense peak of arithmetic of one accelerator, above 0
 * @param peakBytesPerSecond peak bandwidth of its memory, above 0
 * @param roof where the peaks come from
 * @param phases steps by phase; those that did not occur are left out
 * @param terms parts of a step, measured and predicted
 * @param bottleneck what limits the server
 */
public record Utilization(
        Source source,
        String basis,
        String accelerator,
        String arithmetic,
        double peakFlopsPerSecond,
        double peakBytesPerSecond,
        String roof,
        List<PhaseUse> phases,
        List<TermUse> terms,
        Optional<Bottleneck> bottleneck) {

    /** The origin of the measured times. */
    public enum Source {
        /** Steps and kernels of a profile. */
        KERNEL_PROFILE("kernel profile"),
        /** Counters of the engine over the measurement phase; no kernel was seen. */
        ENGINE_COUNTERS("engine counters");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        /** Returns the words in results and reports. */
        @JsonValue
        public String label() {
            return label;
        }
    }

    /** A phase of serving. */
    public enum Phase {
        /** Steps that only process prompts. */
        PREFILL,
        /** Steps that only decode. */
        DECODE,
        /** Steps that do both, or a mean of both. */
        MIXED;

        /** Returns the word in results and reports. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The steps of one phase.
     *
     * @param phase the phase
     * @param steps number of steps, above 0
     * @param seconds measured duration of a step, mean
     * @param predictedSeconds duration of a step by the step model, mean
     * @param flops floating-point operations of a step by the model, mean, one accelerator
     * @param bytes bytes of a step from and to memory by the model, mean, one accelerator
     */
    public record PhaseUse(
            Phase phase, double steps, double seconds, double predictedSeconds, double flops, double bytes) {

        /** Returns the achieved operations per second. */
        @JsonIgnore
        public double flopsPerSecond() {
            return flops / seconds;
        }

        /** Returns the achieved bytes per second. */
        @JsonIgnore
        public double bytesPerSecond() {
            return bytes / seconds;
        }

        /** Returns the arithmetic intensity, FLOP a byte. */
        @JsonIgnore
        public double intensity() {
            return flops / bytes;
        }
    }

    /**
     * One part of a step.
     *
     * @param term kernels of a class, or the time without kernels
     * @param seconds measured time in a step, mean; absent if no profile tells it
     * @param predictedSeconds time in a step by the step model, mean
     */
    public record TermUse(String term, OptionalDouble seconds, double predictedSeconds) {}

    /** Copies the lists. */
    public Utilization {
        phases = List.copyOf(phases);
        terms = List.copyOf(terms);
    }

    /** Returns this with a bottleneck. */
    public Utilization with(Bottleneck found) {
        return new Utilization(
                source,
                basis,
                accelerator,
                arithmetic,
                peakFlopsPerSecond,
                peakBytesPerSecond,
                roof,
                phases,
                terms,
                Optional.of(found));
    }

    /** Returns the model FLOP utilization: operations of all steps by their time and the peak, from 0 to 1. */
    @JsonIgnore
    public double mfu() {
        return total(true) / (seconds() * peakFlopsPerSecond);
    }

    /** Returns the model bandwidth utilization: bytes of all steps by their time and the peak, from 0 to 1. */
    @JsonIgnore
    public double mbu() {
        return total(false) / (seconds() * peakBytesPerSecond);
    }

    /** Returns the arithmetic intensity of all steps, FLOP a byte. */
    @JsonIgnore
    public double intensity() {
        return total(true) / total(false);
    }

    /** Returns the intensity at which the peaks of arithmetic and memory meet, FLOP a byte. */
    @JsonIgnore
    public double ridge() {
        return peakFlopsPerSecond / peakBytesPerSecond;
    }

    private double total(boolean operations) {
        return phases.stream()
                .mapToDouble(phase -> phase.steps() * (operations ? phase.flops() : phase.bytes()))
                .sum();
    }

    /** Returns the measured time of all steps. */
    @JsonIgnore
    public double seconds() {
        return phases.stream()
                .mapToDouble(phase -> phase.steps() * phase.seconds())
                .sum();
    }

    /** Returns the most operations per second at an arithmetic intensity. */
    public double attainable(double flopsPerByte) {
        return Math.min(peakFlopsPerSecond, flopsPerByte * peakBytesPerSecond);
    }
}
