package io.varcas.roofline;

import java.util.Comparator;
import java.util.List;

/**
 * The cost of a whole step on one rank, by parts.
 *
 * @param ops its parts, in the order of {@link Op}, those that take no time left out; at least one
 */
public record StepCost(List<OpCost> ops) {

    /** Copies the parts. */
    public StepCost {
        ops = List.copyOf(ops);
    }

    /** Returns the time of the step, seconds. */
    public double seconds() {
        return ops.stream().mapToDouble(OpCost::seconds).sum();
    }

    /** Returns the floating-point operations of the step. */
    public double flops() {
        return ops.stream().mapToDouble(OpCost::flops).sum();
    }

    /** Returns the bytes the step moves from memory; what goes over links does not count. */
    public double memoryBytes() {
        return ops.stream()
                .filter(op -> op.bound() != Bound.LINK)
                .mapToDouble(OpCost::bytes)
                .sum();
    }

    /** Returns FLOP per byte of memory traffic. */
    public double intensity() {
        return flops() / memoryBytes();
    }

    /** Returns the part that takes longest: the term to look at first. */
    public OpCost dominant() {
        return ops.stream().max(Comparator.comparingDouble(OpCost::seconds)).orElseThrow();
    }

    /** Returns what limits most of the step's time. */
    public Bound bound() {
        return List.of(Bound.values()).stream()
                .max(Comparator.comparingDouble(this::secondsBoundBy))
                .orElseThrow();
    }

    /** Returns the time of the parts limited so, seconds. */
    public double secondsBoundBy(Bound bound) {
        return ops.stream()
                .filter(op -> op.bound() == bound)
                .mapToDouble(OpCost::seconds)
                .sum();
    }
}
