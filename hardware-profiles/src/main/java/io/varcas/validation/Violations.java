package io.varcas.validation;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with one thing, so that the user gets all of it at once.
 *
 * <pre>{@code
 * Violations.in("Poisson arrivals").positive("rate", rate, "per second").raise();
 * }</pre>
 */
public final class Violations {

    private final String subject;
    private final List<String> found = new ArrayList<>();

    private Violations(String subject) {
        this.subject = subject;
    }

    /**
     * Starts looking for faults.
     *
     * @param subject what is looked at, in the user's words; it opens the message
     */
    public static Violations in(String subject) {
        return new Violations(subject);
    }

    /** Finds a fault unless the value is above 0 and finite. */
    public Violations positive(String name, double value, String unit) {
        return value > 0 && Double.isFinite(value)
                ? this
                : find(name + " is " + in(value, unit) + "; it must be positive and finite" + withoutItsSign(value));
    }

    /** Finds a fault unless the value is at least 0 and finite. */
    public Violations notNegative(String name, double value, String unit) {
        return value >= 0 && Double.isFinite(value)
                ? this
                : find(name + " is " + in(value, unit) + "; it must be finite and at least 0" + withoutItsSign(value));
    }

    /** Finds a fault unless the value lies in [least, most]. */
    public Violations within(double least, double most, String name, double value, String unit) {
        return value >= least && value <= most
                ? this
                : find(name + " is " + in(value, unit) + "; it must be from " + least + " to " + most);
    }

    /** Finds a fault if the value is below {@code least}. */
    public Violations atLeast(long least, String name, long value, String unit) {
        return value >= least ? this : find(name + " is " + in(value, unit) + "; it must be at least " + least);
    }

    /** Finds a fault if the text is blank. */
    public Violations notBlank(String name, String text) {
        return text.isBlank() ? find(name + " is empty; enter a name") : this;
    }

    /** Finds this fault. */
    public Violations find(String fault) {
        found.add(fault);
        return this;
    }

    /** Finds this fault if the condition holds. */
    public Violations findIf(boolean wrong, String fault) {
        return wrong ? find(fault) : this;
    }

    /** Finds this fault if the condition holds and nothing was found before: for rules between values, once each is right. */
    public Violations thenFindIf(boolean wrong, String fault) {
        return findIf(wrong && found.isEmpty(), fault);
    }

    /** Returns what was found so far, in order. */
    public List<String> found() {
        return List.copyOf(found);
    }

    /**
     * Ends the search.
     *
     * @throws IllegalArgumentException if anything was found, naming all of it in one line
     */
    public void raise() {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(subject + ": " + String.join("; also, ", found));
        }
    }

    private static String in(Object value, String unit) {
        return unit.isEmpty() ? value.toString() : value + " " + unit;
    }

    private static String withoutItsSign(double value) {
        return value < 0 && value > Double.NEGATIVE_INFINITY ? "; did you mean " + -value + "?" : "";
    }
}
