package io.varcas.validity;

import java.util.List;

/**
 * The validity of a run: findings that its numbers describe the load generator instead of the server.
 *
 * @param findings the findings, worst first or in the order of the checks
 */
public record Validity(List<Finding> findings) {

    /** Severity of a finding. */
    public enum Weight {
        /** A limitation of the numbers, which remain valid. */
        WARNING,
        /** The numbers describe the client instead of the server. */
        INVALID
    }

    /**
     * One violated check.
     *
     * @param check name of the check, dotted, such as {@code send.lag.p99}
     * @param weight severity
     * @param value measured value, in the unit that the sentence names
     * @param limit limit of the check, in the same unit
     * @param sentence explanation with both numbers and their unit
     */
    public record Finding(String check, Weight weight, double value, double limit, String sentence) {}

    /** Copies the findings. */
    public Validity {
        findings = List.copyOf(findings);
    }

    /** Returns the number of findings of a severity. */
    public long count(Weight weight) {
        return findings.stream().filter(finding -> finding.weight() == weight).count();
    }

    /** Returns whether no finding invalidates the numbers. */
    public boolean isValid() {
        return count(Weight.INVALID) == 0;
    }
}
