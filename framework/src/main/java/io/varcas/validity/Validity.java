package io.varcas.validity;

import java.util.List;

/**
 * The validity of a run: findings that its numbers describe the load generator instead of the server.
 *
 * @param findings what was looked at and is worth saying
 */
public record Validity(List<Finding> findings) {

    /** Severity of a finding. */
    public enum Weight {
        /** Worth knowing; the numbers stand. */
        WARNING,
        /** The numbers are not the server's. */
        INVALID
    }

    /**
     * One thing that is not as it should be.
     *
     * @param check name of the check, dotted, such as {@code send.lag.p99}
     * @param weight how much it weighs
     * @param value what was seen, in the unit the sentence names
     * @param limit what would have been all right, in the same unit
     * @param sentence what it means, with both numbers and their unit
     */
    public record Finding(String check, Weight weight, double value, double limit, String sentence) {}

    /** Copies the findings. */
    public Validity {
        findings = List.copyOf(findings);
    }

    /** Returns how many findings have a weight. */
    public long count(Weight weight) {
        return findings.stream().filter(finding -> finding.weight() == weight).count();
    }

    /** Returns whether nothing makes the numbers worthless. */
    public boolean isValid() {
        return count(Weight.INVALID) == 0;
    }
}
